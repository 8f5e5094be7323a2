package moltis.app;

import org.jline.utils.Signals;

/** While open, Ctrl-C interrupts one thread instead of ending the program. */
final class Interrupts implements AutoCloseable {

    private static final String CTRL_C = "INT";

    private final Object before;

    private Interrupts(Object before) {
        this.before = before;
    }

    static Interrupts of(Thread thread) {
        return new Interrupts(Signals.register(CTRL_C, thread::interrupt));
    }

    @Override
    public void close() {
        Signals.unregister(CTRL_C, before);
    }
}
