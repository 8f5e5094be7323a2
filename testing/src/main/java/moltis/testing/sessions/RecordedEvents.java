package moltis.testing.sessions;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import moltis.core.event.EventBus;
import moltis.core.event.ServerEvent;

/** An event bus that remembers what was published. */
public final class RecordedEvents implements EventBus {

    private final List<ServerEvent> published = new CopyOnWriteArrayList<>();

    @Override
    public void publish(ServerEvent event) {
        published.add(event);
    }

    @Override
    public Subscription subscribe(Listener listener) {
        throw new UnsupportedOperationException("read published() instead");
    }

    public List<ServerEvent> published() {
        return List.copyOf(published);
    }

    /** The {@code session} events as {@code kind key}, for example {@code created main}. */
    List<String> sessions() {
        return published.stream()
                .filter(ServerEvent.Named.class::isInstance)
                .map(ServerEvent.Named.class::cast)
                .filter(event -> event.name().equals("session"))
                .map(event -> event.payload().path("kind").asString() + " "
                        + event.payload().path("sessionKey").asString())
                .toList();
    }

    void forget() {
        published.clear();
    }
}
