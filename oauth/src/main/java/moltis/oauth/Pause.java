package moltis.oauth;

import java.time.Duration;

/** Waiting, so that tests need not. */
@FunctionalInterface
public interface Pause {

    Pause REAL = Thread::sleep;

    void forDuration(Duration duration) throws InterruptedException;
}
