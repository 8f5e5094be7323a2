package moltis.testing.sessions;

import java.time.Clock;
import moltis.core.event.EventBus;

class InMemorySessionDirectoryTest extends SessionDirectoryContract {

    @Override
    protected SessionStores open(EventBus events, Clock clock) {
        return new InMemorySessions(events, clock).stores();
    }
}
