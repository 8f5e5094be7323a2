package moltis.testing.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import moltis.core.ProviderException;
import moltis.core.model.ChatModel;
import moltis.core.model.ChatRequest;
import moltis.core.model.Completion;
import moltis.core.model.EventSink;
import moltis.core.model.StreamEvent;
import org.jspecify.annotations.Nullable;

/** One question on its own virtual thread, as a turn would ask it, with everything that came of it. */
public final class Answered {

    private static final long PATIENCE_SECONDS = 20;

    private final List<StreamEvent> events = Collections.synchronizedList(new ArrayList<>());
    private final CompletableFuture<Void> firstEvent = new CompletableFuture<>();
    private final CompletableFuture<Completion> end = new CompletableFuture<>();
    private final Thread thread;

    private Answered(ChatModel model, ChatRequest request, EventSink alsoTo) {
        thread = Thread.ofVirtual().unstarted(() -> {
            try {
                end.complete(model.stream(request, event -> {
                    events.add(event);
                    firstEvent.complete(null);
                    alsoTo.accept(event);
                }));
            } catch (Throwable e) {
                end.completeExceptionally(e);
            }
        });
    }

    public static Answered by(ChatModel model, ChatRequest request) {
        return by(model, request, _ -> {});
    }

    public static Answered by(ChatModel model, ChatRequest request, EventSink alsoTo) {
        var answered = new Answered(model, request, alsoTo);
        answered.thread.start();
        return answered;
    }

    public List<StreamEvent> events() {
        return List.copyOf(events);
    }

    public Answered awaitFirstEvent() throws Exception {
        firstEvent.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return this;
    }

    public Answered interrupt() {
        thread.interrupt();
        return this;
    }

    /** How it ended well. */
    public Completion completion() throws Exception {
        return end.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** How it failed, or null if it did not. */
    public @Nullable Throwable failure() throws InterruptedException, TimeoutException {
        try {
            end.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return null;
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }

    public ProviderException refusal() throws Exception {
        if (failure() instanceof ProviderException refusal) return refusal;
        throw new AssertionError("not refused, but " + failure());
    }

    /** The visible text, put together. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (StreamEvent event : events()) {
            if (event instanceof StreamEvent.Text(var delta)) text.append(delta);
        }
        return text.toString();
    }

    /** The thinking, put together. */
    public String reasoning() {
        StringBuilder text = new StringBuilder();
        for (StreamEvent event : events()) {
            if (event instanceof StreamEvent.Reasoning(var delta)) text.append(delta);
        }
        return text.toString();
    }

    /** The calls as {@code id tool arguments}, those that were completed only. */
    public List<String> calls() {
        List<StreamEvent> all = events();
        List<String> calls = new ArrayList<>();
        for (StreamEvent event : all) {
            if (!(event instanceof StreamEvent.ToolCompleted(var index))) continue;
            StringBuilder call = new StringBuilder();
            for (StreamEvent other : all) {
                if (other instanceof StreamEvent.ToolStarted(var i, var id, var tool, var _) && i == index) {
                    call.append(id).append(' ').append(tool).append(' ');
                }
                if (other instanceof StreamEvent.ToolArguments(var i, var delta) && i == index) call.append(delta);
            }
            calls.add(call.toString());
        }
        return calls;
    }
}
