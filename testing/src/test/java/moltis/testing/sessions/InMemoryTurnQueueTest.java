package moltis.testing.sessions;

import java.time.Clock;
import moltis.core.session.TurnQueue;

class InMemoryTurnQueueTest extends TurnQueueContract {

    @Override
    protected TurnQueue open(Clock clock) {
        return new InMemoryTurnQueue(clock);
    }
}
