package moltis.sessions;

import java.nio.file.Path;
import java.time.Clock;
import moltis.core.event.EventBus;
import moltis.storage.Database;
import moltis.storage.StorageSettings;
import moltis.testing.sessions.SessionStores;
import moltis.testing.sessions.TranscriptsContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteTranscriptsTest extends TranscriptsContract {

    private Database database;

    @TempDir
    private Path folder;

    @Override
    protected SessionStores open(EventBus events, Clock clock) {
        database = Database.open(folder, StorageSettings.DEFAULT);
        Sessions sessions = Sessions.over(database, folder, events, clock);
        return new SessionStores(sessions.transcripts(), sessions.directory());
    }

    @AfterEach
    void close() {
        database.close();
    }
}
