package moltis.core.event;

/**
 * Carries events from those who act to those who listen. One publisher's events arrive in their order. A listener must
 * return at once: who needs time puts the event into a bounded queue of its own. Safe for use by many threads.
 */
public interface EventBus {

    void publish(ServerEvent event);

    /** Listens until the subscription is closed. */
    Subscription subscribe(Listener listener);

    /** Called on the publisher's thread. What it throws is logged and does not reach the publisher. */
    @FunctionalInterface
    interface Listener {
        void on(ServerEvent event);
    }

    /** Ends the listening; closing twice does nothing. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
