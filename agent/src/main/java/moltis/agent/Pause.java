package moltis.agent;

import java.time.Duration;

/** Waiting, so that tests need not. */
@FunctionalInterface
interface Pause {

    Pause REAL = Thread::sleep;

    void await(Duration time) throws InterruptedException;
}
