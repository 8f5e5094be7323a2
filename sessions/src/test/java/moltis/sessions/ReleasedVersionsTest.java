package moltis.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Stream;
import moltis.core.session.InterruptedTurn;
import moltis.core.session.QueuedTurn;
import moltis.core.session.RunId;
import moltis.core.session.SearchHit;
import moltis.core.session.Session;
import moltis.core.session.SessionKey;
import moltis.core.session.TurnDraft;
import moltis.storage.Database;
import moltis.storage.StorageSettings;
import moltis.testing.sessions.RecordedEvents;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReleasedVersionsTest {

    @TempDir
    private Path folder;

    static Stream<Path> released() throws IOException {
        return Files.list(ReleasedDataDirectory.ALL);
    }

    @ParameterizedTest
    @MethodSource("released")
    void pain_37_the_data_of_every_released_version_is_there_after_the_upgrade(Path released) throws IOException {
        copy(released, folder);

        try (Database database = Database.open(folder, StorageSettings.DEFAULT)) {
            Sessions sessions = Sessions.over(database, folder, new RecordedEvents(), Clock.systemUTC());
            SessionKey trip = ReleasedDataDirectory.TRIP;

            assertThat(database.check()).isEmpty();
            assertThat(sessions.directory().list(true, Optional.empty(), 10))
                    .extracting(Session::key)
                    .containsExactly(SessionKey.MAIN, trip);
            assertThat(sessions.directory().find(trip).orElseThrow().label()).contains("Trip");
            assertThat(sessions.transcripts().read(SessionKey.MAIN))
                    .extracting(line -> line.line().text())
                    .containsExactly("Name the capital of France.", "Paris — Lutèce, once.");
            assertThat(sessions.transcripts().search("lutece", 10, false))
                    .extracting(SearchHit::session)
                    .containsExactly(SessionKey.MAIN);
            assertThat(sessions.media().find(trip, "list.txt").orElseThrow().size())
                    .isEqualTo(5);
            assertThat(sessions.turns().waiting(trip))
                    .extracting(QueuedTurn::run)
                    .containsExactly(new RunId("waiting"));
            assertThat(sessions.turns().interrupted())
                    .extracting(InterruptedTurn::draft)
                    .containsExactly(new TurnDraft("To the", "thought", "m"));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }
}
