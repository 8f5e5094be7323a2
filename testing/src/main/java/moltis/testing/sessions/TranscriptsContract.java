package moltis.testing.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import moltis.core.session.Role;
import moltis.core.session.SearchHit;
import moltis.core.session.Session;
import moltis.core.session.SessionKey;
import moltis.core.session.SessionPatch;
import moltis.core.session.StoredLine;
import moltis.core.session.TranscriptLine;
import moltis.core.session.Transcripts;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link Transcripts} keeps to. */
public abstract class TranscriptsContract extends SessionStoresContract {

    private static final SessionKey MAIN = SessionKey.MAIN;
    private static final SessionKey OTHER = new SessionKey("session:other");

    @Test
    void keeps_the_order_of_appends() {
        transcripts.append(MAIN, List.of(Lines.user("one"), Lines.assistant("two")));
        List<StoredLine> appended = transcripts.append(MAIN, List.of(Lines.user("three")));

        assertThat(appended).containsExactly(new StoredLine(2, Lines.user("three")));
        assertThat(transcripts.read(MAIN))
                .containsExactly(
                        new StoredLine(0, Lines.user("one")),
                        new StoredLine(1, Lines.assistant("two")),
                        new StoredLine(2, Lines.user("three")));
    }

    @Test
    void gives_back_the_very_text_of_a_line() {
        var line = new TranscriptLine(
                Role.TOOL_RESULT,
                Optional.empty(),
                Instant.ofEpochMilli(5),
                "",
                "{\"role\":\"tool_result\",  \"x-unknown\":[1.50,null],\"created_at\":5}");

        transcripts.append(MAIN, List.of(line));

        assertThat(transcripts.read(MAIN)).containsExactly(new StoredLine(0, line));
    }

    @Test
    void numbers_each_session_on_its_own() {
        transcripts.append(MAIN, List.of(Lines.user("a")));
        List<StoredLine> appended = transcripts.append(OTHER, List.of(Lines.user("b")));

        assertThat(appended).extracting(StoredLine::index).containsExactly(0L);
        assertThat(transcripts.count(MAIN)).isEqualTo(1);
    }

    @Test
    void keeps_sessions_apart_whose_keys_look_alike() {
        transcripts.append(new SessionKey("a:b"), List.of(Lines.user("colon")));
        transcripts.append(new SessionKey("a_b"), List.of(Lines.user("underscore")));

        assertThat(transcripts.read(new SessionKey("a:b")))
                .extracting(line -> line.line().text())
                .containsExactly("colon");
    }

    @Test
    void makes_the_session_of_a_first_line_and_says_so() {
        transcripts.append(OTHER, List.of(Lines.user("hello")));

        assertThat(directory.find(OTHER)).map(Session::key).contains(OTHER);
        assertThat(events.sessions()).containsExactly("created session:other");
    }

    @Test
    void knows_nothing_of_an_unknown_session() {
        assertThat(transcripts.read(OTHER)).isEmpty();
        assertThat(transcripts.count(OTHER)).isZero();
        assertThat(transcripts.before(OTHER, 10, 10)).isEmpty();
        assertThat(transcripts.after(OTHER, -1, 10)).isEmpty();
        transcripts.clear(OTHER);
        transcripts.amend(OTHER, 0, Lines.user("x"));
        assertThat(directory.find(OTHER)).isEmpty();
    }

    @Test
    void pages_backwards_with_the_newest_before_the_index() {
        transcripts.append(MAIN, lines(7));

        assertThat(indexes(transcripts.before(MAIN, Long.MAX_VALUE, 3))).containsExactly(4L, 5L, 6L);
        assertThat(indexes(transcripts.before(MAIN, 4, 3))).containsExactly(1L, 2L, 3L);
        assertThat(indexes(transcripts.before(MAIN, 1, 3))).containsExactly(0L);
        assertThat(indexes(transcripts.before(MAIN, 0, 3))).isEmpty();
    }

    @Test
    void pages_forwards_after_the_index() {
        transcripts.append(MAIN, lines(7));

        assertThat(indexes(transcripts.after(MAIN, -1, 3))).containsExactly(0L, 1L, 2L);
        assertThat(indexes(transcripts.after(MAIN, 2, 3))).containsExactly(3L, 4L, 5L);
        assertThat(indexes(transcripts.after(MAIN, 6, 3))).isEmpty();
    }

    @Test
    void amends_one_line_and_leaves_the_others() {
        transcripts.append(MAIN, List.of(Lines.user("one"), Lines.assistant("two")));

        transcripts.amend(MAIN, 1, Lines.assistant("zwei"));
        transcripts.amend(MAIN, 2, Lines.assistant("nowhere"));

        assertThat(transcripts.read(MAIN))
                .containsExactly(new StoredLine(0, Lines.user("one")), new StoredLine(1, Lines.assistant("zwei")));
        assertThat(found("zwei")).containsExactly(MAIN);
        assertThat(found("two")).isEmpty();
    }

    @Test
    void clears_the_lines_and_keeps_the_session() {
        transcripts.append(MAIN, List.of(Lines.user("forgotten words")));
        directory.touch(MAIN);
        directory.patch(MAIN, SessionPatch.label("Kept"));
        Session before = directory.find(MAIN).orElseThrow();
        events.forget();

        transcripts.clear(MAIN);

        Session after = directory.find(MAIN).orElseThrow();
        assertThat(transcripts.read(MAIN)).isEmpty();
        assertThat(found("forgotten")).isEmpty();
        assertThat(after.label()).contains("Kept");
        assertThat(after.preview()).isEmpty();
        assertThat(after.messageCount()).isZero();
        assertThat(after.version()).isGreaterThan(before.version());
        assertThat(events.sessions()).containsExactly("patched main");
    }

    @Test
    void numbers_and_finds_lines_anew_after_clearing() {
        transcripts.append(MAIN, List.of(Lines.user("before"), Lines.user("before too")));
        assertThat(found("before")).containsExactly(MAIN);

        transcripts.clear(MAIN);
        List<StoredLine> appended = transcripts.append(MAIN, List.of(Lines.user("afterwards")));

        assertThat(indexes(appended)).containsExactly(0L);
        assertThat(found("afterwards")).containsExactly(MAIN);
        assertThat(found("before")).isEmpty();
    }

    @Test
    void finds_words_whatever_their_case() {
        transcripts.append(
                MAIN, List.of(Lines.user("What is it?"), Lines.assistant("The capital is PARIS, of course.")));

        List<SearchHit> hits = transcripts.search("paris", 10, false);

        assertThat(hits).hasSize(1);
        SearchHit hit = hits.getFirst();
        assertThat(hit.session()).isEqualTo(MAIN);
        assertThat(hit.role()).isEqualTo(Role.ASSISTANT);
        assertThat(hit.index()).isEqualTo(1);
        assertThat(hit.snippet()).contains("PARIS");
    }

    @Test
    void finds_a_part_of_a_word() {
        transcripts.append(MAIN, List.of(Lines.user("Donaudampfschifffahrt"), Lines.user("東京タワーへ行く")));

        assertThat(found("dampf")).containsExactly(MAIN);
        assertThat(found("タワー")).containsExactly(MAIN);
    }

    @Test
    void gives_at_most_one_hit_a_session() {
        transcripts.append(MAIN, List.of(Lines.user("needle"), Lines.user("needle again")));
        transcripts.append(OTHER, List.of(Lines.user("one needle")));

        assertThat(found("needle")).containsExactlyInAnyOrder(MAIN, OTHER);
        assertThat(transcripts.search("needle", 1, false)).hasSize(1);
    }

    @Test
    void leaves_archived_sessions_out_unless_asked() {
        transcripts.append(OTHER, List.of(Lines.user("hidden treasure")));
        directory.patch(OTHER, archived());

        assertThat(found("treasure")).isEmpty();
        assertThat(transcripts.search("treasure", 10, true))
                .extracting(SearchHit::archived)
                .containsExactly(true);
    }

    @Test
    void accepts_any_punctuation_in_a_search() {
        transcripts.append(MAIN, List.of(Lines.user("call foo.bar \"baz (now")));

        assertThat(found("foo.bar \"baz (")).containsExactly(MAIN);
        for (String query : List.of("\"", "*", "foo.bar \"baz (", "AND", "a NEAR b", "-", "%", "_", "'", "^x:y", "  "))
            assertThat(transcripts.search(query, 10, false)).as(query).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void forgets_the_words_of_a_deleted_session() {
        transcripts.append(OTHER, List.of(Lines.user("vanishing")));
        assertThat(found("vanishing")).containsExactly(OTHER);

        directory.delete(OTHER);

        assertThat(found("vanishing")).isEmpty();
        assertThat(transcripts.read(OTHER)).isEmpty();
    }

    @Test
    void appends_of_many_threads_neither_mix_nor_get_lost() throws Exception {
        List<Callable<List<StoredLine>>> appends = new ArrayList<>();
        for (int at = 0; at < 200; at++) {
            String text = "line " + at;
            appends.add(() -> transcripts.append(MAIN, List.of(Lines.user(text), Lines.assistant(text))));
        }

        List<List<StoredLine>> appended = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<List<StoredLine>> done : threads.invokeAll(appends)) appended.add(done.get());
        }

        List<StoredLine> all = transcripts.read(MAIN);
        assertThat(indexes(all))
                .containsExactlyElementsOf(LongStream.range(0, 400).boxed().toList());
        assertThat(appended).allSatisfy(pair -> assertThat(all).containsSubsequence(pair));
        assertThat(appended)
                .allSatisfy(pair ->
                        assertThat(pair.get(1).index()).isEqualTo(pair.get(0).index() + 1));
    }

    private List<SessionKey> found(String query) {
        return transcripts.search(query, 10, false).stream()
                .map(SearchHit::session)
                .toList();
    }

    private static List<TranscriptLine> lines(int count) {
        return IntStream.range(0, count)
                .mapToObj(at -> Lines.user("line " + at))
                .toList();
    }

    private static List<Long> indexes(List<StoredLine> lines) {
        return lines.stream().map(StoredLine::index).toList();
    }

    private static SessionPatch archived() {
        return new SessionPatch(null, null, null, null, null, true, null);
    }
}
