package moltis.gateway.v1;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import moltis.core.model.EventSink;
import moltis.core.model.StreamEvent;
import org.jspecify.annotations.Nullable;

/** An answer that is put together before it is given. Used by one thread. */
public final class Gathered implements EventSink {

    private final StringBuilder text = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private final Map<Integer, Call> calls = new LinkedHashMap<>();

    /** A call of a tool. */
    public static final class Call {

        private final StreamEvent.ToolStarted started;
        private final StringBuilder arguments = new StringBuilder();

        private Call(StreamEvent.ToolStarted started) {
            this.started = started;
        }

        public String id() {
            return started.id();
        }

        public String tool() {
            return started.tool();
        }

        public Optional<String> thoughtSignature() {
            return started.thoughtSignature();
        }

        /** As JSON; an object without members if the model sent nothing. */
        public String arguments() {
            return arguments.isEmpty() ? "{}" : arguments.toString();
        }
    }

    @Override
    public void accept(StreamEvent event) {
        switch (event) {
            case StreamEvent.Text(var delta) -> text.append(delta);
            case StreamEvent.Reasoning(var delta) -> reasoning.append(delta);
            case StreamEvent.ToolStarted started -> calls.put(started.index(), new Call(started));
            case StreamEvent.ToolArguments(var index, var delta) -> {
                @Nullable Call call = calls.get(index);
                if (call != null) call.arguments.append(delta);
            }
            case StreamEvent.ToolCompleted _ -> {}
        }
    }

    public String text() {
        return text.toString();
    }

    public String reasoning() {
        return reasoning.toString();
    }

    /** In the order in which they began. */
    public List<Call> calls() {
        return new ArrayList<>(calls.values());
    }
}
