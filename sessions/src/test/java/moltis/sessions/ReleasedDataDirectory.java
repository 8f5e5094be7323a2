package moltis.sessions;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import moltis.core.session.QueuedTurn;
import moltis.core.session.RunId;
import moltis.core.session.SessionKey;
import moltis.core.session.SessionPatch;
import moltis.core.session.TurnDraft;
import moltis.storage.Database;
import moltis.storage.StorageSettings;
import moltis.testing.sessions.Lines;
import moltis.testing.sessions.RecordedEvents;

/**
 * What the data directory of every released version holds, and the program that writes it. Run it once at each release
 * and keep the folder: later versions must be able to open it.
 */
final class ReleasedDataDirectory {

    static final Path ALL = Path.of("..", "storage", "src", "test", "resources", "released");
    static final SessionKey TRIP = new SessionKey("session:trip");

    private ReleasedDataDirectory() {}

    /** @param arguments the version that is released; the working directory is the module's */
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createDirectories(ALL.resolve(arguments[0]));
        try (Database database = Database.open(folder, StorageSettings.DEFAULT)) {
            Sessions sessions = Sessions.over(database, folder, new RecordedEvents(), Clock.systemUTC());
            sessions.transcripts()
                    .append(
                            SessionKey.MAIN,
                            List.of(
                                    Lines.user("Name the capital of France."),
                                    Lines.assistant("Paris — Lutèce, once.")));
            sessions.directory().touch(SessionKey.MAIN);
            sessions.transcripts().append(TRIP, List.of(Lines.user("Plan a trip"), Lines.assistant("Where to?")));
            sessions.directory().patch(TRIP, SessionPatch.label("Trip"));
            sessions.media().put(TRIP, "list.txt", "socks".getBytes(StandardCharsets.UTF_8), Optional.empty());
            sessions.transcripts().search("capital", 1, false);
            QueuedTurn running = sessions.turns().add(TRIP, new RunId("running"), "{\"text\":\"Go on\"}");
            sessions.turns().add(TRIP, new RunId("waiting"), "{\"text\":\"And then?\"}");
            sessions.turns().start(List.of(running));
            sessions.turns().saveDraft(running, new TurnDraft("To the", "thought", "m"));
        }
    }
}
