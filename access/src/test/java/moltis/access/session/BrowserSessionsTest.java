package moltis.access.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import moltis.access.TestDatabase;
import moltis.core.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrowserSessionsTest {

    @TempDir
    private Path folder;

    private TestDatabase here;
    private BrowserSessions sessions;

    @BeforeEach
    void open() {
        here = new TestDatabase(folder);
        sessions = here.accounts.sessions();
    }

    @AfterEach
    void close() {
        here.close();
    }

    @Test
    void a_token_finds_its_session_and_no_other_does() {
        BrowserSessions.Begun begun = sessions.begin(SignInMethod.PASSWORD, "10.0.0.7", "Firefox");

        assertThat(begun.token().reveal()).matches("[A-Za-z0-9_-]{43}");
        assertThat(sessions.find(begun.token())).contains(begun.session());
        assertThat(sessions.find(Secret.of("x".repeat(43)))).isEmpty();
        assertThat(sessions.find(Secret.of("' OR 1=1 --"))).isEmpty();
    }

    @Test
    void incident_8_the_token_is_not_in_the_database() throws Exception {
        Secret token = sessions.begin(SignInMethod.PASSKEY, "::1", "").token();

        here.close();

        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList())
                assertThat(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(token.reveal());
        }
    }

    @Test
    void thirty_days_after_the_sign_in_it_is_over_however_often_it_was_used() {
        BrowserSessions.Begun begun = sessions.begin(SignInMethod.PASSWORD, "10.0.0.7", "Firefox");

        here.clock.forward(Duration.ofDays(29));
        assertThat(sessions.find(begun.token())).isPresent();
        here.clock.forward(Duration.ofDays(1));

        assertThat(sessions.find(begun.token())).isEmpty();
        assertThat(sessions.lives(begun.session().id())).isFalse();
        assertThat(sessions.list()).isEmpty();
    }

    @Test
    void the_eleventh_takes_the_place_of_the_oldest() {
        List<BrowserSessions.Begun> all = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            all.add(sessions.begin(SignInMethod.PASSWORD, "10.0.0." + i, ""));
            here.clock.forward(Duration.ofSeconds(1));
        }

        assertThat(sessions.list()).hasSize(10);
        assertThat(sessions.find(all.get(0).token())).isEmpty();
        assertThat(sessions.find(all.get(1).token())).isPresent();
    }

    @Test
    void use_is_noted_at_most_once_a_minute() {
        BrowserSessions.Begun begun = sessions.begin(SignInMethod.PASSWORD, "10.0.0.7", "");

        here.clock.forward(Duration.ofSeconds(59));
        sessions.find(begun.token());
        assertThat(sessions.list().getFirst().lastUsedAt())
                .isEqualTo(begun.session().createdAt());
        here.clock.forward(Duration.ofSeconds(2));
        sessions.find(begun.token());

        assertThat(sessions.list().getFirst().lastUsedAt()).isEqualTo(here.clock.instant());
    }

    @Test
    void a_session_that_is_ended_is_over_for_every_process() {
        BrowserSessions.Begun mine = sessions.begin(SignInMethod.PASSWORD, "10.0.0.7", "");
        BrowserSessions.Begun other = sessions.begin(SignInMethod.PASSWORD, "10.0.0.8", "");

        assertThat(here.accounts().sessions().endOthers(mine.session().id())).isEqualTo(1);

        assertThat(sessions.find(other.token())).isEmpty();
        assertThat(sessions.end(mine.session().id())).isTrue();
        assertThat(sessions.end(mine.session().id())).isFalse();
        assertThat(sessions.find(mine.token())).isEmpty();
    }
}
