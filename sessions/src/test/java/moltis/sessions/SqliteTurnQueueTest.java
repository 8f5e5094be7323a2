package moltis.sessions;

import java.nio.file.Path;
import java.time.Clock;
import moltis.core.session.TurnQueue;
import moltis.storage.Database;
import moltis.storage.StorageSettings;
import moltis.testing.sessions.TurnQueueContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteTurnQueueTest extends TurnQueueContract {

    private Database database;

    @TempDir
    private Path folder;

    @Override
    protected TurnQueue open(Clock clock) {
        database = Database.open(folder, StorageSettings.DEFAULT);
        return new SqliteTurnQueue(database, clock);
    }

    @AfterEach
    void close() {
        database.close();
    }
}
