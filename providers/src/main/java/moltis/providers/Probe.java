package moltis.providers;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import moltis.core.ErrorCode;
import moltis.core.ProviderException;
import moltis.core.TurnException;
import moltis.core.model.ChatModel;
import moltis.core.model.ChatRequest;
import moltis.core.model.Message;
import moltis.core.model.ToolChoice;

/** The smallest possible question, which shows that a model answers. It costs a token, so only a person starts it. */
final class Probe {

    static final String WORD = "ping";
    /** Models that think refuse a limit of one token. */
    private static final int FOR_THINKERS = 16;

    private Probe() {}

    /**
     * Asks, and waits no longer than {@code most}. An answer that the tiny limit leaves empty is an answer.
     *
     * @throws ProviderException if the model refuses, fails, or takes too long
     */
    static void ask(ChatModel model, String provider, boolean reasoning, Duration most) throws InterruptedException {
        ChatRequest request = new ChatRequest(
                List.of(Message.User.text(WORD)),
                List.of(),
                ToolChoice.AUTO,
                Optional.empty(),
                Optional.of(reasoning ? FOR_THINKERS : 1));
        FutureTask<Void> asking = new FutureTask<>(() -> {
            model.stream(request, _ -> {});
            return null;
        });
        Thread thread = Thread.ofVirtual().name("probe-" + provider).start(asking);
        try {
            asking.get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new ProviderException(
                    ErrorCode.TIMEOUT,
                    provider,
                    "Connection timed out after " + most.toSeconds() + " seconds.",
                    "A model that is still loading needs longer: try again, or raise probe_timeout_secs.");
        } catch (ExecutionException e) {
            // A budget refused it.
            if (e.getCause() instanceof TurnException why)
                throw new ProviderException(why.code(), provider, why.sentence(), why.hint());
            if (!(e.getCause() instanceof ProviderException why)) throw new IllegalStateException(e.getCause());
            if (why.code() != ErrorCode.EMPTY_ANSWER) throw why;
        } finally {
            thread.interrupt();
        }
    }
}
