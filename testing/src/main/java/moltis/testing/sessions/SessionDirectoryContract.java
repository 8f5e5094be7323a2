package moltis.testing.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import moltis.core.ErrorCode;
import moltis.core.MoltisException;
import moltis.core.RequestException;
import moltis.core.event.ServerEvent;
import moltis.core.session.FailoverMode;
import moltis.core.session.Role;
import moltis.core.session.Session;
import moltis.core.session.SessionDirectory;
import moltis.core.session.SessionKey;
import moltis.core.session.SessionPatch;
import moltis.core.session.StoredLine;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link SessionDirectory} keeps to. */
public abstract class SessionDirectoryContract extends SessionStoresContract {

    private static final SessionKey MAIN = SessionKey.MAIN;
    private static final SessionKey A = new SessionKey("session:a");
    private static final SessionKey B = new SessionKey("session:b");
    private static final SessionKey C = new SessionKey("session:c");

    @Test
    void makes_a_session_once() {
        Session made = directory.ensure(A);

        assertThat(directory.ensure(A)).isEqualTo(made);
        assertThat(directory.find(A)).contains(made);
        assertThat(made.version()).isZero();
        assertThat(made.owner()).isEqualTo("owner");
        assertThat(made.createdAt()).isEqualTo(made.updatedAt());
        assertThat(events.sessions()).containsExactly("created session:a");
    }

    @Test
    void does_not_know_what_nobody_made() {
        assertThat(directory.find(A)).isEmpty();
        assertThat(directory.delete(A)).isFalse();
        assertThat(directory.branches(A)).isEmpty();
        directory.touch(A);
        directory.markSeen(A);
        assertThat(directory.list(true, Optional.empty(), 10)).isEmpty();
        assertThat(events.sessions()).isEmpty();
    }

    @Test
    void lists_main_first_and_then_what_was_used_last() {
        for (SessionKey key : List.of(A, MAIN, B, C)) directory.ensure(key);
        directory.touch(A);

        assertThat(keys(directory.list(false, Optional.empty(), 10))).containsExactly(MAIN, A, C, B);
    }

    @Test
    void pages_through_the_list() {
        for (SessionKey key : List.of(A, MAIN, B, C)) directory.ensure(key);

        List<Session> first = directory.list(false, Optional.empty(), 1);
        List<Session> second = directory.list(false, Optional.of(MAIN), 2);
        List<Session> third = directory.list(false, Optional.of(B), 2);

        assertThat(keys(first)).containsExactly(MAIN);
        assertThat(keys(second)).containsExactly(C, B);
        assertThat(keys(third)).containsExactly(A);
        assertThat(directory.list(false, Optional.of(A), 2)).isEmpty();
        assertThat(directory.list(false, Optional.of(new SessionKey("gone")), 2))
                .isEmpty();
    }

    @Test
    void leaves_archived_sessions_out_of_the_list_unless_asked() {
        directory.ensure(A);
        directory.ensure(B);
        directory.patch(A, new SessionPatch(null, null, null, null, null, true, null));

        assertThat(keys(directory.list(false, Optional.empty(), 10))).containsExactly(B);
        assertThat(keys(directory.list(true, Optional.empty(), 10))).containsExactly(A, B);
        assertThat(keys(directory.list(false, Optional.of(A), 10))).containsExactly(B);
    }

    @Test
    void changes_only_what_a_patch_names() {
        directory.ensure(A);
        directory.patch(A, SessionPatch.model("openai::gpt-5"));
        Session before = directory.patch(A, SessionPatch.label("Plans"));

        Session cleared = directory.patch(A, new SessionPatch(Optional.empty(), null, null, null, null, null, null));

        assertThat(before.label()).contains("Plans");
        assertThat(cleared.label()).isEmpty();
        assertThat(cleared.model()).contains("openai::gpt-5");
        assertThat(directory.find(A)).contains(cleared);
    }

    @Test
    void sets_every_field_that_a_patch_can_name() {
        directory.ensure(A);

        Session patched = directory.patch(
                A,
                new SessionPatch(
                        Optional.of("l"),
                        Optional.of("m"),
                        Optional.of("p"),
                        Optional.of("a"),
                        Optional.of("o"),
                        true,
                        Optional.of(FailoverMode.ASK)));

        assertThat(patched)
                .extracting(
                        Session::label,
                        Session::model,
                        Session::projectId,
                        Session::agentId,
                        Session::modeId,
                        Session::archived,
                        Session::failover)
                .containsExactly(
                        Optional.of("l"),
                        Optional.of("m"),
                        Optional.of("p"),
                        Optional.of("a"),
                        Optional.of("o"),
                        true,
                        Optional.of(FailoverMode.ASK));
    }

    @Test
    void counts_a_version_for_every_change_and_publishes_it() {
        directory.ensure(A);
        events.forget();

        Session first = directory.patch(A, SessionPatch.label("one"));
        Session second = directory.patch(A, SessionPatch.model("m"));
        Session same = directory.patch(A, SessionPatch.NOTHING);

        assertThat(List.of(first.version(), second.version(), same.version())).containsExactly(1L, 2L, 2L);
        assertThat(events.sessions()).containsExactly("patched session:a", "patched session:a");
        assertThat(events.published().getLast()).isInstanceOfSatisfying(ServerEvent.Named.class, event -> {
            assertThat(event.droppable()).isTrue();
            assertThat(event.payload().path("entry").path("version").asLong()).isEqualTo(2);
            assertThat(event.payload().path("entry").path("label").asString()).isEqualTo("one");
        });
    }

    @Test
    void a_new_label_does_not_move_a_session_up() {
        Session made = directory.ensure(A);

        Session renamed = directory.patch(A, SessionPatch.label("new name"));
        Session remodelled = directory.patch(A, SessionPatch.model("m"));

        assertThat(renamed.updatedAt()).isEqualTo(made.updatedAt());
        assertThat(remodelled.updatedAt()).isAfter(made.updatedAt());
    }

    @Test
    void refuses_to_patch_an_unknown_session() {
        assertRefused(() -> directory.patch(A, SessionPatch.label("x")), ErrorCode.NOT_FOUND);
    }

    @Test
    void a_turn_moves_the_session_up_and_updates_count_and_preview() {
        Session made = directory.ensure(A);
        transcripts.append(
                A,
                List.of(
                        Lines.line(Role.SYSTEM, "not this"),
                        Lines.user("Hello"),
                        Lines.line(Role.TOOL_RESULT, "nor that"),
                        Lines.assistant("Good day")));

        directory.touch(A);

        Session touched = directory.find(A).orElseThrow();
        assertThat(touched.messageCount()).isEqualTo(4);
        assertThat(touched.preview()).contains("Hello — Good day");
        assertThat(touched.updatedAt()).isAfter(made.updatedAt());
        assertThat(events.sessions()).containsExactly("created session:a", "patched session:a");
    }

    @Test
    void what_was_seen_is_noted_once_and_keeps_the_place_in_the_list() {
        transcripts.append(A, List.of(Lines.user("one"), Lines.assistant("two")));
        directory.touch(A);
        Session before = directory.find(A).orElseThrow();
        events.forget();

        directory.markSeen(A);
        directory.markSeen(A);

        Session seen = directory.find(A).orElseThrow();
        assertThat(before.lastSeenMessageCount()).isZero();
        assertThat(seen.lastSeenMessageCount()).isEqualTo(2);
        assertThat(seen.updatedAt()).isEqualTo(before.updatedAt());
        assertThat(seen.version()).isEqualTo(before.version() + 1);
        assertThat(events.sessions()).containsExactly("patched session:a");
    }

    @Test
    void deletes_a_session_with_its_lines() {
        transcripts.append(A, List.of(Lines.user("one")));
        events.forget();

        assertThat(directory.delete(A)).isTrue();

        assertThat(directory.find(A)).isEmpty();
        assertThat(transcripts.count(A)).isZero();
        assertThat(events.sessions()).containsExactly("deleted session:a");
    }

    @Test
    void main_comes_back_empty_after_it_was_deleted() {
        transcripts.append(MAIN, List.of(Lines.user("one")));
        Session first = directory.find(MAIN).orElseThrow();

        directory.delete(MAIN);
        Session second = directory.ensure(MAIN);

        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(second.messageCount()).isZero();
    }

    @Test
    void a_general_clean_up_spares_main_jobs_and_channels() {
        var job = new SessionKey("cron:daily");
        var chat = new SessionKey("telegram:home:1");
        var hook = new SessionKey("webhook:x:1");
        for (SessionKey key : List.of(MAIN, A, job, chat, hook)) directory.ensure(key);
        events.forget();

        List<SessionKey> removed = directory.clearAll();

        assertThat(removed).containsExactlyInAnyOrder(A, hook);
        assertThat(keys(directory.list(true, Optional.empty(), 10))).containsExactlyInAnyOrder(MAIN, job, chat);
        assertThat(events.sessions()).containsExactlyInAnyOrder("deleted session:a", "deleted webhook:x:1");
    }

    @Test
    void a_fork_has_the_first_lines_and_remembers_its_parent() {
        transcripts.append(A, List.of(Lines.user("one"), Lines.assistant("two"), Lines.user("three")));
        directory.patch(
                A,
                new SessionPatch(
                        Optional.of("Parent"),
                        Optional.of("m"),
                        Optional.of("p"),
                        Optional.of("a"),
                        Optional.of("o"),
                        null,
                        Optional.of(FailoverMode.OFF)));
        events.forget();

        Session fork = directory.fork(A, 2, Optional.of("Fork"));

        assertThat(fork.key().value()).startsWith("session:");
        assertThat(fork)
                .extracting(
                        Session::label,
                        Session::model,
                        Session::projectId,
                        Session::agentId,
                        Session::modeId,
                        Session::failover,
                        Session::parent,
                        Session::forkPoint,
                        Session::messageCount,
                        Session::lastSeenMessageCount,
                        Session::preview,
                        Session::version)
                .containsExactly(
                        Optional.of("Fork"),
                        Optional.of("m"),
                        Optional.of("p"),
                        Optional.of("a"),
                        Optional.of("o"),
                        Optional.of(FailoverMode.OFF),
                        Optional.of(A),
                        Optional.of(2L),
                        2L,
                        2L,
                        Optional.of("one — two"),
                        0L);
        assertThat(directory.find(fork.key())).contains(fork);
        assertThat(transcripts.read(fork.key()))
                .containsExactly(new StoredLine(0, Lines.user("one")), new StoredLine(1, Lines.assistant("two")));
        assertThat(events.sessions()).containsExactly("created " + fork.key());
    }

    @Test
    void a_fork_lives_on_its_own() {
        transcripts.append(A, List.of(Lines.user("one")));
        Session fork = directory.fork(A, 1, Optional.empty());

        transcripts.append(fork.key(), List.of(Lines.assistant("only here")));
        directory.delete(A);

        assertThat(transcripts.read(fork.key()))
                .extracting(line -> line.line().text())
                .containsExactly("one", "only here");
        assertThat(directory.find(fork.key()).orElseThrow().parent()).contains(A);
    }

    @Test
    void refuses_a_fork_past_the_end_or_of_nothing() {
        transcripts.append(A, List.of(Lines.user("one")));

        assertRefused(() -> directory.fork(A, 2, Optional.empty()), ErrorCode.INVALID_REQUEST);
        assertRefused(() -> directory.fork(A, -1, Optional.empty()), ErrorCode.INVALID_REQUEST);
        assertRefused(() -> directory.fork(B, 0, Optional.empty()), ErrorCode.NOT_FOUND);
        assertThat(directory.list(true, Optional.empty(), 10)).hasSize(1);
    }

    @Test
    void lists_branches_oldest_first() {
        transcripts.append(A, List.of(Lines.user("one")));
        Session first = directory.fork(A, 1, Optional.of("first"));
        Session second = directory.fork(A, 0, Optional.of("second"));

        assertThat(directory.branches(A)).containsExactly(first, second);
    }

    private static List<SessionKey> keys(List<Session> sessions) {
        return sessions.stream().map(Session::key).toList();
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, ErrorCode code) {
        assertThatThrownBy(call)
                .isInstanceOf(RequestException.class)
                .extracting(thrown -> ((MoltisException) thrown).code())
                .isEqualTo(code);
    }
}
