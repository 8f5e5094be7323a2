package moltis.agent;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import moltis.core.model.DecodedArguments;
import moltis.core.model.EventSink;
import moltis.core.model.StreamEvent;
import moltis.core.model.ToolCall;
import org.jspecify.annotations.Nullable;

/** Puts one answer together from its pieces, and passes them on as they come. Used by one thread. */
final class AnswerAssembly implements EventSink {

    /** A call with how its arguments could be read. */
    record Call(ToolCall call, DecodedArguments arguments) {}

    private static final long THOUGHTS_EVERY_NANOS = 50_000_000;

    private static final class Opened {
        private final String id;
        private final String tool;
        private final Optional<String> signature;
        private final StringBuilder arguments = new StringBuilder();

        private Opened(String id, String tool, Optional<String> signature) {
            this.id = id;
            this.tool = tool;
            this.signature = signature;
        }
    }

    private final Turn turn;
    private final Map<Integer, Opened> opened = new LinkedHashMap<>();
    private boolean hasText;
    private boolean thoughtsUntold;
    private long thoughtsToldAt;

    AnswerAssembly(Turn turn) {
        this.turn = turn;
        turn.beginAnswer();
    }

    @Override
    public void accept(StreamEvent event) throws InterruptedException {
        switch (event) {
            case StreamEvent.Text(var delta) -> {
                if (delta.isEmpty()) return;
                tellThoughts();
                hasText = true;
                turn.say(delta);
            }
            case StreamEvent.Reasoning(var delta) -> {
                turn.think(delta);
                thoughtsUntold = true;
                if (System.nanoTime() - thoughtsToldAt >= THOUGHTS_EVERY_NANOS) tellThoughts();
            }
            case StreamEvent.ToolStarted(var index, var id, var tool, var signature) -> {
                tellThoughts();
                opened.put(index, new Opened(id, tool, signature));
            }
            case StreamEvent.ToolArguments(var index, var delta) -> {
                @Nullable Opened call = opened.get(index);
                if (call != null) call.arguments.append(delta);
                turn.moved();
            }
            case StreamEvent.ToolCompleted _ -> {}
        }
    }

    /** Tells what was thought and not told yet. */
    void tellThoughts() throws InterruptedException {
        if (!thoughtsUntold) return;
        thoughtsUntold = false;
        thoughtsToldAt = System.nanoTime();
        turn.tellThoughts();
    }

    /** Whether anything came that can't be taken back by asking again. */
    boolean isVisible() {
        return hasText || !opened.isEmpty();
    }

    /** The calls in the order in which they began; every one has an id of its own. */
    List<Call> calls() {
        Set<String> ids = new HashSet<>();
        List<Call> calls = new ArrayList<>();
        for (Opened call : opened.values()) {
            String id = call.id.isBlank() || !ids.add(call.id) ? syntheticId("call") : call.id;
            DecodedArguments arguments = DecodedArguments.of(call.arguments.toString());
            calls.add(new Call(new ToolCall(id, call.tool, arguments.value(), call.signature), arguments));
        }
        return calls;
    }

    /** At most 40 characters, which is what the strictest vendor allows. */
    static String syntheticId(String prefix) {
        return prefix + "_" + UUID.randomUUID().toString().replace("-", "");
    }
}
