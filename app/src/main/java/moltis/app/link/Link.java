package moltis.app.link;

import java.util.function.Consumer;
import moltis.core.RequestException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Speaks the gateway's protocol, to the gateway that runs or to one inside this process: a command can't tell the
 * difference. Safe for use by many threads.
 */
public interface Link extends AutoCloseable {

    /**
     * Calls a method and waits for its answer; interrupt to give up.
     *
     * @throws RequestException if the gateway refuses, fails or has gone
     */
    JsonNode call(String method, ObjectNode params) throws InterruptedException;

    /**
     * Hands every event from now on to {@code listener}, one after the other, until the result is closed. The listener
     * must not block. When the gateway goes away the listener gets {@link LinkEvent#GONE} as its last event.
     */
    Listening listen(Consumer<LinkEvent> listener);

    /** Whether the gateway is another process, which goes on when this one ends. */
    boolean remote();

    @Override
    void close();

    /** Ends the listening. */
    interface Listening extends AutoCloseable {
        @Override
        void close();
    }
}
