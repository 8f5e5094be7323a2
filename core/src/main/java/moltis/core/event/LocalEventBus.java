package moltis.core.event;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The event bus of one process: a call to each listener, nothing stored. */
public final class LocalEventBus implements EventBus {

    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final Consumer<RuntimeException> onFailure;

    /** @param onFailure told when a listener throws; must not throw */
    public LocalEventBus(Consumer<RuntimeException> onFailure) {
        this.onFailure = onFailure;
    }

    @Override
    public void publish(ServerEvent event) {
        for (Listener listener : listeners) {
            try {
                listener.on(event);
            } catch (RuntimeException e) {
                onFailure.accept(e);
            }
        }
    }

    @Override
    public Subscription subscribe(Listener listener) {
        // A wrapper, so that the same listener may subscribe twice and close one of the two.
        Listener entry = listener::on;
        listeners.add(entry);
        return () -> listeners.remove(entry);
    }
}
