package moltis.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import moltis.core.session.Role;
import moltis.core.session.Session;
import moltis.core.session.SessionKey;
import moltis.core.session.TranscriptLine;
import moltis.storage.Database;
import moltis.storage.StorageSettings;
import moltis.testing.sessions.RecordedEvents;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Media live and end with their session. */
class SessionMediaLifeTest {

    private static final SessionKey A = new SessionKey("session:a");

    @TempDir
    private Path folder;

    private Database database;
    private Sessions sessions;

    @BeforeEach
    void open() {
        database = Database.open(folder, StorageSettings.DEFAULT);
        sessions = Sessions.over(database, folder, new RecordedEvents(), Clock.systemUTC());
        sessions.media().put(A, "plan.txt", new byte[] {'x'}, Optional.empty());
        String json = "{\"role\":\"user\",\"content\":\"Look\",\"documents\":[{\"media_ref\":\""
                + sessions.media().referencePrefix(A) + "plan.txt\"}]}";
        sessions.transcripts()
                .append(A, List.of(new TranscriptLine(Role.USER, Optional.empty(), Instant.EPOCH, "Look", json)));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void a_fork_refers_to_files_of_its_own_which_outlive_the_parent() {
        Session fork = sessions.directory().fork(A, 1, Optional.empty());
        sessions.directory().delete(A);

        assertThat(sessions.media().find(A, "plan.txt")).isEmpty();
        String reference =
                sessions.media().find(fork.key(), "plan.txt").orElseThrow().reference();
        assertThat(sessions.transcripts().read(fork.key()).getFirst().line().json())
                .contains("\"media_ref\":\"" + reference + "\"");
    }

    @Test
    void clearing_the_transcript_removes_the_files() {
        sessions.transcripts().clear(A);

        assertThat(sessions.media().find(A, "plan.txt")).isEmpty();
    }

    @Test
    void a_general_clean_up_removes_the_files() {
        sessions.directory().clearAll();

        assertThat(sessions.media().find(A, "plan.txt")).isEmpty();
    }
}
