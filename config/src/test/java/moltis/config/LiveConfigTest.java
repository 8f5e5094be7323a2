package moltis.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import moltis.config.schema.KeyPath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveConfigTest {

    @TempDir
    Path root;

    private ConfigHome home;

    @BeforeEach
    void home() {
        home = new ConfigHome(root).writes("[server]\nport = 1\n[identity]\nname = \"a\"\n");
    }

    @Test
    void tells_apart_what_applies_at_once_and_what_waits() {
        LiveConfig live = home.live();
        List<ConfigChange> heard = new ArrayList<>();
        try (var _ = live.listen(heard::add)) {
            home.writes("[server]\nport = 2\n[identity]\nname = \"b\"\n");
            live.reload();
        }
        home.writes("[server]\nport = 2\n[identity]\nname = \"c\"\n");
        live.reload();

        assertThat(heard).singleElement().satisfies(change -> {
            assertThat(change.live()).containsExactly(KeyPath.parse("identity.name"));
            assertThat(change.restart()).containsExactly(KeyPath.parse("server.port"));
        });
        assertThat(live.current().identity().name()).contains("c");
        assertThat(live.pendingRestart()).containsExactly(KeyPath.parse("server.port"));
    }

    @Test
    void a_change_that_is_taken_back_is_pending_no_more() {
        LiveConfig live = home.live();
        home.writes("[server]\nport = 2\n[providers.openai]\nmodels = [\"m\"]\n");
        live.reload();

        assertThat(live.pendingRestart())
                .containsExactlyInAnyOrder(KeyPath.parse("server.port"), KeyPath.parse("providers.openai.models"));

        home.writes("[server]\nport = 1\n");
        live.reload();

        assertThat(live.pendingRestart()).isEmpty();
    }

    @Test
    void a_file_that_becomes_bad_changes_nothing_but_the_notice() {
        LiveConfig live = home.live();
        home.writes("[server]\nport = 2\n[identity\n");

        ConfigChange change = live.reload();

        assertThat(change.isEmpty()).isTrue();
        assertThat(live.current().server().port()).isEqualTo(1);
        assertThat(live.notice())
                .hasValueSatisfying(notice -> assertThat(notice.line()).isEqualTo(3));

        home.writes("[server]\nport = 2\n");
        live.reload();

        assertThat(live.notice()).isEmpty();
        assertThat(live.current().server().port()).isEqualTo(2);
    }

    @Test
    void reads_again_only_when_the_file_looks_different() {
        LiveConfig live = home.live();

        assertThat(live.reloadIfChanged()).isEmpty();
        home.writes("[server]\nport = 10000\n");

        assertThat(live.reloadIfChanged()).isPresent();
        assertThat(live.reloadIfChanged()).isEmpty();
    }

    @Test
    void an_edit_by_hand_is_noticed() throws InterruptedException {
        LiveConfig live = home.live();
        var noticed = new CountDownLatch(1);
        try (var _ = live.listen(_ -> noticed.countDown());
                var _ = ConfigWatcher.start(live, Duration.ofMillis(1))) {
            home.writes("[server]\nport = 1\n[identity]\nname = \"longer\"\n");

            assertThat(noticed.await(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(live.current().identity().name()).contains("longer");
    }

    @Test
    void pain_30_a_change_while_running_becomes_the_last_good_copy() {
        LiveConfig live = home.live();
        home.writes("[server]\nport = 1\n[tools.policy]\ndeny = [\"exec\"]\n");
        live.reload();
        home.writes("[tools.policy\n");

        assertThat(home.start().load().config().tools().policy().deny()).containsExactly("exec");
    }

    @Test
    void a_listener_that_fails_does_not_keep_others_from_hearing() {
        LiveConfig live = home.live();
        List<ConfigChange> heard = new ArrayList<>();
        try (var _ = live.listen(_ -> {
                    throw new IllegalStateException("broken");
                });
                var _ = live.listen(heard::add)) {
            home.writes("[server]\nport = 2\n");
            live.reload();
        }

        assertThat(heard).hasSize(1);
    }
}
