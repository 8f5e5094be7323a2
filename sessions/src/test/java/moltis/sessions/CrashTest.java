package moltis.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import moltis.core.session.InterruptedTurn;
import moltis.core.session.QueuedTurn;
import moltis.core.session.RunId;
import moltis.core.session.SessionKey;
import moltis.core.session.StoredLine;
import moltis.core.session.TurnDraft;
import moltis.storage.Database;
import moltis.storage.StorageSettings;
import moltis.testing.sessions.Lines;
import moltis.testing.sessions.RecordedEvents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was acknowledged is there after the process was killed, however unlucky the moment. */
class CrashTest {

    private static final int KILLS = 8;
    private static final int WRITERS = 3;

    @TempDir
    private Path folder;

    /** Writes until it is killed, and says what it has been told is stored. */
    static final class Writing {
        public static void main(String[] arguments) {
            var database = Database.open(Path.of(arguments[0]), StorageSettings.DEFAULT);
            var sessions = Sessions.over(database, Path.of(arguments[0]), new RecordedEvents(), Clock.systemUTC());
            for (int at = 0; at < WRITERS; at++) {
                var key = new SessionKey("session:" + at);
                Thread.ofPlatform().start(() -> write(sessions, key, System.out));
            }
        }

        private static void write(Sessions sessions, SessionKey key, PrintStream out) {
            QueuedTurn turn = sessions.turns().add(key, new RunId("run of " + key), "{}");
            sessions.turns().start(List.of(turn));
            for (int at = 0; ; at++) {
                long index = sessions.transcripts()
                        .append(key, List.of(Lines.user("word" + at), Lines.assistant("answer " + at)))
                        .getLast()
                        .index();
                out.println("line " + key + " " + index);
                sessions.turns().saveDraft(turn, new TurnDraft("draft " + at, "", "m"));
                out.println("draft " + key + " " + at);
            }
        }
    }

    @Test
    void pain_21_every_acknowledged_line_and_draft_survives_kills_at_random_moments() throws Exception {
        var random = new Random(7);
        Map<SessionKey, Long> acknowledged = new HashMap<>();
        for (int kill = 0; kill < KILLS; kill++) {
            Map<SessionKey, Long> drafts = new HashMap<>();

            writeAndKill(20 + random.nextInt(400), acknowledged, drafts);

            try (var database = Database.open(folder, StorageSettings.DEFAULT)) {
                assertThat(database.check()).isEmpty();
                Sessions sessions = Sessions.over(database, folder, new RecordedEvents(), Clock.systemUTC());
                acknowledged.forEach((key, index) -> assertComplete(sessions, key, index));
                assertDrafts(sessions.turns().interrupted(), drafts);
                sessions.turns()
                        .finish(sessions.turns().interrupted().stream()
                                .map(InterruptedTurn::turn)
                                .toList());
            }
        }
        assertThat(acknowledged).hasSize(WRITERS);
    }

    private void writeAndKill(int after, Map<SessionKey, Long> lines, Map<SessionKey, Long> drafts) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writing.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            int heard = 0;
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                // The kill may cut the last line; what is left of it claims less, never more.
                String[] parts = line.split(" ");
                if (parts.length == 3)
                    (parts[0].equals("line") ? lines : drafts).put(new SessionKey(parts[1]), Long.parseLong(parts[2]));
                // Unlike the process, its handle leaves the pipe open.
                if (++heard == after) process.toHandle().destroyForcibly();
            }
        } finally {
            process.destroyForcibly();
            process.onExit().join();
        }
    }

    private static void assertComplete(Sessions sessions, SessionKey key, long acknowledged) {
        List<StoredLine> lines = sessions.transcripts().read(key);
        assertThat(lines)
                .extracting(StoredLine::index)
                .containsExactlyElementsOf(
                        LongStream.range(0, lines.size()).boxed().toList());
        assertThat(lines.size()).isGreaterThan((int) acknowledged).isEven();
        assertThat(sessions.transcripts().count(key)).isEqualTo(lines.size());
        assertThat(sessions.transcripts().search("answer", 10, false)).hasSize(WRITERS);
    }

    private static void assertDrafts(List<InterruptedTurn> interrupted, Map<SessionKey, Long> acknowledged) {
        acknowledged.forEach((key, number) -> assertThat(interrupted)
                .filteredOn(it -> it.turn().session().equals(key))
                .singleElement()
                .satisfies(it -> assertThat(Long.parseLong(it.draft().text().substring("draft ".length())))
                        .isGreaterThanOrEqualTo(number)));
    }
}
