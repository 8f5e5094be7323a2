package moltis.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import moltis.core.session.Session;
import moltis.core.session.SessionKey;
import moltis.core.session.StoredLine;
import moltis.core.session.TranscriptLine;
import moltis.storage.Database;
import moltis.storage.StorageSettings;
import moltis.testing.sessions.Lines;
import moltis.testing.sessions.RecordedEvents;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever the size of the pages, going through them gives the whole list once and in order. */
class TranscriptPagingTest {

    private static Path folder;
    private static Database database;
    private static Sessions sessions;
    private static int made;

    @BeforeContainer
    static void open() throws IOException {
        folder = Files.createTempDirectory("paging");
        database = Database.open(folder, StorageSettings.DEFAULT);
        sessions = Sessions.over(database, folder, new RecordedEvents(), Clock.systemUTC());
    }

    @AfterContainer
    static void close() throws IOException {
        database.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }

    @Property(tries = 100)
    void pages_forwards_and_backwards_are_the_same_list(
            @ForAll @IntRange(max = 60) int lines, @ForAll @IntRange(min = 1, max = 70) int page) {
        var key = new SessionKey("session:" + ++made);
        List<TranscriptLine> said = IntStream.range(0, lines)
                .mapToObj(at -> Lines.user("line " + at))
                .toList();
        sessions.transcripts().append(key, said);

        List<StoredLine> whole = sessions.transcripts().read(key);

        assertThat(whole).extracting(StoredLine::line).isEqualTo(said);
        assertThat(forwards(key, page)).isEqualTo(whole);
        assertThat(backwards(key, page)).isEqualTo(whole);
    }

    @Property(tries = 20)
    void pages_of_the_list_of_sessions_are_the_whole_list(@ForAll @IntRange(min = 1, max = 30) int page) {
        sessions.directory().ensure(SessionKey.MAIN);
        sessions.directory().ensure(new SessionKey("listed:" + ++made));
        List<Session> whole = sessions.directory().list(true, Optional.empty(), Integer.MAX_VALUE);

        List<Session> paged = new ArrayList<>();
        List<Session> next = sessions.directory().list(true, Optional.empty(), page);
        while (!next.isEmpty()) {
            paged.addAll(next);
            next = sessions.directory().list(true, Optional.of(next.getLast().key()), page);
        }

        assertThat(paged).isEqualTo(whole);
    }

    private static List<StoredLine> forwards(SessionKey key, int page) {
        List<StoredLine> all = new ArrayList<>();
        List<StoredLine> next = sessions.transcripts().after(key, -1, page);
        while (!next.isEmpty()) {
            all.addAll(next);
            next = sessions.transcripts().after(key, next.getLast().index(), page);
        }
        return all;
    }

    private static List<StoredLine> backwards(SessionKey key, int page) {
        List<StoredLine> all = new ArrayList<>();
        List<StoredLine> next = sessions.transcripts().before(key, Long.MAX_VALUE, page);
        while (!next.isEmpty()) {
            all.addAll(0, next);
            next = sessions.transcripts().before(key, next.getFirst().index(), page);
        }
        return all;
    }
}
