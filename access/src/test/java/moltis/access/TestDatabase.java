package moltis.access;

import java.nio.file.Path;
import moltis.access.passkey.RelyingParties;
import moltis.storage.Database;
import moltis.storage.StorageSettings;
import moltis.testing.time.MovableClock;

/** A database in a folder of its own, and what is made over it. */
public final class TestDatabase implements AutoCloseable {

    public final MovableClock clock = MovableClock.atStart();
    public final Database database;
    public final RelyingParties parties =
            new RelyingParties(RelyingParties.usual("http", 18789, java.util.List.of("Kettle", "192.168.1.5")));
    public final Accounts accounts;

    public TestDatabase(Path folder) {
        database = Database.open(folder, StorageSettings.DEFAULT);
        accounts = accounts();
    }

    /** As another process sees it. */
    public Accounts accounts() {
        return new Accounts(database, parties, clock, RandomBytes.SYSTEM);
    }

    @Override
    public void close() {
        database.close();
    }
}
