package moltis.providers.local;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import moltis.core.ErrorCode;
import moltis.core.MoltisException;
import moltis.core.ProviderException;
import moltis.core.event.EventBus;
import moltis.core.event.ServerEvent;
import moltis.core.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Brings models in the background, one download a model, and tells every open page how far each is: the event
 * {@code local-llm.download}. Safe for use by many threads.
 */
final class ModelDownloads implements AutoCloseable {

    private final EventBus events;
    private final Map<String, Running> running = new HashMap<>();
    private @Nullable LastDownload last;

    ModelDownloads(EventBus events) {
        this.events = events;
    }

    /**
     * How the download that was begun last stands.
     *
     * @param percent how far it is, as long as it runs and its size is known
     * @param failure why it failed; empty when it did not
     */
    record LastDownload(String modelId, boolean running, OptionalDouble percent, Optional<String> failure) {}

    synchronized Optional<LastDownload> last() {
        return Optional.ofNullable(last);
    }

    /** Begins the download, unless it runs. Returns at once; a model that is there already is told as complete. */
    void start(Delivery delivery) {
        begin(delivery);
    }

    /**
     * Returns when the model is there. Interrupt to stop waiting; the download goes on.
     *
     * @throws ProviderException if it can't be had
     */
    void bring(Delivery delivery) throws InterruptedException {
        Running download = begin(delivery);
        download.thread.join();
        Optional<String> failure = download.failure;
        if (failure.isPresent()) {
            throw new ProviderException(
                    ErrorCode.UNREACHABLE,
                    "local-llm",
                    "Failed to prepare local model: " + failure.get(),
                    "Bring it again, or choose another model.");
        }
    }

    /** Stops a download that runs and waits for its end; what arrived is kept. Nothing is told of it any more. */
    void stop(String modelId) throws InterruptedException {
        Running download;
        synchronized (this) {
            download = running.get(modelId);
            if (last != null && last.modelId().equals(modelId)) last = null;
        }
        if (download == null) return;
        download.stopped = true;
        download.thread.interrupt();
        download.thread.join();
    }

    /** Stops all; what arrived is kept, and a later download goes on from there. */
    @Override
    public synchronized void close() {
        running.values().forEach(download -> download.thread.interrupt());
    }

    private synchronized Running begin(Delivery delivery) {
        Running download = running.get(delivery.modelId());
        if (download != null) return download;
        Running begun = new Running(delivery);
        running.put(delivery.modelId(), begun);
        last = new LastDownload(delivery.modelId(), true, OptionalDouble.empty(), Optional.empty());
        begun.thread.start();
        return begun;
    }

    private synchronized void note(Running download, boolean runs, OptionalDouble percent) {
        String model = download.delivery.modelId();
        if (!runs) running.remove(model);
        if (last != null && last.modelId().equals(model))
            last = new LastDownload(model, runs, percent, download.failure);
    }

    /** One download, on a thread of its own. */
    private final class Running implements Runnable {

        private final Delivery delivery;
        private final Thread thread;
        private volatile Optional<String> failure = Optional.empty();
        private volatile boolean stopped;

        Running(Delivery delivery) {
            this.delivery = delivery;
            thread = Thread.ofVirtual().name("model-download").unstarted(this);
        }

        @Override
        public void run() {
            try {
                if (!delivery.done()) {
                    tell(event().put("status", "starting").put("message", "Downloading " + delivery.displayName()));
                    delivery.pull().with(this::progress);
                }
                note(this, false, OptionalDouble.empty());
                tell(event().put("progress", 100.0).put("complete", true));
                events.publish(
                        new ServerEvent.Named("models.updated", Json.object().put("reason", "local"), false));
            } catch (MoltisException e) {
                failed(e.sentence());
            } catch (InterruptedException _) {
                failed("the download was stopped");
            }
        }

        private void failed(String reason) {
            failure = Optional.of(reason);
            note(this, false, OptionalDouble.empty());
            tell(event().put("error", reason));
        }

        private void progress(long bytes, OptionalLong announced) {
            OptionalLong total = announced.isPresent() ? announced : delivery.size();
            ObjectNode event = event().put("downloaded", bytes);
            if (total.isPresent() && total.getAsLong() > 0) {
                double percent = 100.0 * bytes / total.getAsLong();
                note(this, true, OptionalDouble.of(percent));
                tell(event.put("total", total.getAsLong()).put("progress", percent));
            } else {
                tell(event.putNull("total").putNull("progress"));
            }
        }

        private ObjectNode event() {
            return Json.object().put("modelId", delivery.modelId()).put("displayName", delivery.displayName());
        }

        private void tell(ObjectNode payload) {
            boolean passing = payload.has("downloaded");
            if (!stopped) events.publish(new ServerEvent.Named("local-llm.download", payload, passing));
        }
    }
}
