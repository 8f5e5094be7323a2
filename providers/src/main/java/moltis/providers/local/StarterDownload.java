package moltis.providers.local;

import java.util.Optional;
import java.util.OptionalLong;
import moltis.core.MoltisException;
import moltis.core.event.EventBus;
import moltis.core.event.ServerEvent;
import moltis.core.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Brings the starter model in the background, one download at a time, and tells every open page how far it is: the event
 * {@code local-llm.download}. Safe for use by many threads.
 */
public final class StarterDownload implements AutoCloseable {

    public static final String NAME = "SmolLM2 135M Instruct";

    private final StarterModel starter;
    private final EventBus events;

    private @Nullable Thread running;
    private @Nullable String failure;

    public StarterDownload(StarterModel starter, EventBus events) {
        this.starter = starter;
        this.events = events;
    }

    /** How it stands. */
    public enum State {
        ABSENT,
        LOADING,
        READY,
        FAILED
    }

    public synchronized State state() {
        if (running != null) return State.LOADING;
        if (starter.present()) return State.READY;
        return failure == null ? State.ABSENT : State.FAILED;
    }

    /** Why the last download failed; empty when it did not. */
    public synchronized Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /** Begins the download, unless it runs. Returns at once; a model that is there already is told as complete. */
    public synchronized void start() {
        if (running != null) return;
        failure = null;
        running = Thread.ofVirtual().name("starter-download").start(this::run);
    }

    /** Stops a download that runs; what arrived is kept, and a later one goes on from there. */
    @Override
    public synchronized void close() {
        if (running != null) running.interrupt();
    }

    private void run() {
        try {
            tell(event().put("status", "starting").put("message", "Downloading " + NAME));
            starter.pull(this::progress);
            ended(null);
            tell(event().put("progress", 100.0).put("complete", true));
        } catch (MoltisException e) {
            ended(e.sentence());
            tell(event().put("error", e.sentence()));
        } catch (InterruptedException e) {
            ended("the download was stopped");
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void ended(@Nullable String reason) {
        running = null;
        failure = reason;
    }

    private void progress(long bytes, OptionalLong total) {
        long all = total.orElse(StarterModel.SIZE);
        tell(event().put("downloaded", bytes).put("total", all).put("progress", 100.0 * bytes / all));
    }

    private static ObjectNode event() {
        return Json.object().put("modelId", StarterModel.ID).put("displayName", NAME);
    }

    private void tell(ObjectNode payload) {
        boolean passing = payload.has("downloaded");
        events.publish(new ServerEvent.Named("local-llm.download", payload, passing));
    }
}
