package moltis.storage;

import java.time.Duration;

/**
 * @param readers how many threads may read at the same time; others wait
 * @param busyTimeout how long to wait for a lock that another process holds
 */
public record StorageSettings(int readers, Duration busyTimeout) {

    public static final StorageSettings DEFAULT = new StorageSettings(4, Duration.ofSeconds(5));

    public StorageSettings {
        if (readers < 1) throw new IllegalArgumentException("a database needs at least one reader");
    }
}
