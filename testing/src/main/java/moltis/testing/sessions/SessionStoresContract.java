package moltis.testing.sessions;

import java.time.Clock;
import moltis.core.event.EventBus;
import moltis.core.session.SessionDirectory;
import moltis.core.session.Transcripts;
import org.junit.jupiter.api.BeforeEach;

/** A fresh store for each test of a contract. */
abstract class SessionStoresContract {

    final RecordedEvents events = new RecordedEvents();

    @SuppressWarnings("NullAway.Init")
    Transcripts transcripts;

    @SuppressWarnings("NullAway.Init")
    SessionDirectory directory;

    /** An empty store that publishes to {@code events}. */
    protected abstract SessionStores open(EventBus events, Clock clock);

    @BeforeEach
    void open() {
        SessionStores stores = open(events, new TickingClock());
        transcripts = stores.transcripts();
        directory = stores.directory();
    }
}
