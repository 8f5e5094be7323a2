package moltis.agent;

import java.util.Locale;

/** What becomes of messages that arrive while a turn runs. */
public enum QueueMode {
    /** Each one gets a turn of its own, in order. */
    FOLLOWUP,
    /** Those that wait together are answered together. */
    COLLECT;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
