package moltis.sessions;

import java.nio.file.Path;
import java.time.Clock;
import moltis.core.event.EventBus;
import moltis.core.session.SessionDirectory;
import moltis.core.session.SessionMedia;
import moltis.core.session.Transcripts;
import moltis.core.session.TurnQueue;
import moltis.storage.Database;

/** Everything that sessions remember, over one database and one data directory. */
public record Sessions(Transcripts transcripts, SessionDirectory directory, TurnQueue turns, SessionMedia media) {

    /** @param events receives {@code session} events, after the change is stored */
    public static Sessions over(Database database, Path dataDirectory, EventBus events, Clock clock) {
        var media = new FileSessionMedia(dataDirectory);
        return new Sessions(
                new SqliteTranscripts(database, media, events, clock),
                new SqliteSessionDirectory(database, media, events, clock),
                new SqliteTurnQueue(database, clock),
                media);
    }
}
