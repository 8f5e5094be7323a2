package moltis.testing.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import moltis.core.ErrorCode;
import moltis.core.ProviderException;
import moltis.core.model.ChatModel;
import moltis.core.model.ChatRequest;
import moltis.core.model.Completion;
import moltis.core.model.ContentPart;
import moltis.core.model.EventSink;
import moltis.core.model.Message;
import moltis.core.model.ModelId;
import moltis.core.model.StreamEvent;
import moltis.core.model.ToolSpec;
import org.jspecify.annotations.Nullable;

/**
 * The scripted model without a wire. As strict as a vendor: a history that breaks the rules is refused with
 * {@link ErrorCode#PROVIDER_REFUSED}. Safe for use by many threads.
 */
public final class ScriptedChatModel implements ChatModel {

    public static final ModelId ID = new ModelId("scripted", "scripted-1");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Script script;
    private final ModelId id;
    private final List<ChatRequest> requests = new ArrayList<>();
    private int running;

    public ScriptedChatModel(Script script) {
        this(ID, script);
    }

    public ScriptedChatModel(ModelId id, Script script) {
        this.id = id;
        this.script = script;
    }

    /** Gives {@code replies} one after the other; a request more than that is a failed test. */
    public static ScriptedChatModel answering(Reply... replies) {
        return new ScriptedChatModel(Script.inOrder(replies));
    }

    @Override
    public Completion stream(ChatRequest request, EventSink sink) throws InterruptedException {
        int number = enter(request);
        try {
            var broken = HistoryRules.brokenBy(request.messages());
            if (broken.isPresent()) throw refusal(ErrorCode.PROVIDER_REFUSED, broken.get(), 400, null);
            return play(script.reply(asked(request, number)), sink);
        } finally {
            leave();
        }
    }

    /** Every request so far, in the order of arrival. */
    public synchronized List<ChatRequest> requests() {
        return List.copyOf(requests);
    }

    /** How many requests are being answered at this moment. */
    public synchronized int running() {
        return running;
    }

    /** Waits until {@code count} requests have arrived. */
    public synchronized void awaitRequests(int count) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (requests.size() < count) {
            long left = deadline - System.nanoTime();
            if (left <= 0) throw new AssertionError("only " + requests.size() + " of " + count + " requests came");
            wait(Math.max(1, left / 1_000_000));
        }
    }

    private synchronized int enter(ChatRequest request) {
        requests.add(request);
        running++;
        notifyAll();
        return requests.size();
    }

    private synchronized void leave() {
        running--;
        notifyAll();
    }

    private Completion play(Reply reply, EventSink sink) throws InterruptedException {
        int index = 0;
        for (Reply.Piece piece : reply.pieces()) {
            if (Thread.interrupted()) throw new InterruptedException();
            switch (piece) {
                case Reply.Text(var delta) -> {
                    Thread.sleep(reply.pace());
                    sink.accept(new StreamEvent.Text(delta));
                }
                case Reply.Thought(var delta) -> {
                    Thread.sleep(reply.pace());
                    sink.accept(new StreamEvent.Reasoning(delta));
                }
                case Reply.Stamp _ -> {
                    Thread.sleep(reply.pace());
                    sink.accept(new StreamEvent.Text(System.nanoTime() + " "));
                }
                case Reply.Call call -> {
                    sink.accept(new StreamEvent.ToolStarted(index, call.id(), call.tool(), call.thoughtSignature()));
                    for (String fragment : call.fragments()) {
                        sink.accept(new StreamEvent.ToolArguments(index, fragment));
                    }
                    sink.accept(new StreamEvent.ToolCompleted(index));
                    index++;
                }
                case Reply.Wait(var gate) -> gate.await();
            }
        }
        return end(reply, sink);
    }

    private Completion end(Reply reply, EventSink sink) throws InterruptedException {
        switch (reply.ending()) {
            case Reply.Done(var stop) -> {
                return new Completion(id, stop, reply.cost());
            }
            case Reply.Cut _ -> throw refusal(ErrorCode.CUT_OFF, "The answer was cut off.", 0, null);
            case Reply.Stall _ -> {
                new CountDownLatch(1).await();
                throw new AssertionError("a stall ends by interrupt only");
            }
            case Reply.Endless(var delta) -> {
                while (true) {
                    Thread.sleep(reply.pace());
                    sink.accept(new StreamEvent.Text(delta));
                }
            }
            case Reply.Breaks(var code, var message) -> throw refusal(code, message, 0, null);
            case Reply.Refuses(var code, var retryAfter) ->
                throw refusal(code, "The scripted model refuses: " + code, code.httpStatus(), retryAfter.orElse(null));
            case Reply.Raw(var status, var _, var _) ->
                throw refusal(
                        status < 500 ? ErrorCode.PROVIDER_REFUSED : ErrorCode.PROVIDER_FAILED,
                        "HTTP " + status,
                        status,
                        null);
        }
    }

    private ProviderException refusal(ErrorCode code, String message, int status, @Nullable Duration retryAfter) {
        return new ProviderException(code, id.provider(), message, "", status, retryAfter, null);
    }

    private static Asked asked(ChatRequest request, int number) {
        String lastUser = "";
        List<String> results = new ArrayList<>();
        for (Message message : request.messages()) {
            switch (message) {
                case Message.User(var parts, var _) -> {
                    lastUser = text(parts);
                    results.clear();
                }
                case Message.ToolAnswer(var _, var parts, var _) -> results.add(text(parts));
                case Message.System _, Message.Assistant _ -> {}
            }
        }
        return new Asked(
                lastUser, results, request.tools().stream().map(ToolSpec::name).collect(Collectors.toSet()), number);
    }

    private static String text(List<ContentPart> parts) {
        return parts.stream()
                .map(part -> part instanceof ContentPart.Text(var text) ? text : "[image]")
                .collect(Collectors.joining("\n"));
    }
}
