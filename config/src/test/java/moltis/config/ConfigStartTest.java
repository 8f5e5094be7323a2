package moltis.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import moltis.core.ConfigException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigStartTest {

    @TempDir
    Path root;

    private ConfigHome home;

    @BeforeEach
    void home() {
        home = new ConfigHome(root);
    }

    @Test
    void pain_30_a_broken_file_at_start_leaves_the_last_good_one_in_effect() {
        home.writes("[server]\nport = 5\n").live().confirm();
        String broken = "[server]\nport = 5\n\n[tools\n";
        home.writes(broken);

        LoadedConfig loaded = home.start().load();

        assertThat(loaded.config().server().port()).isEqualTo(5);
        assertThat(loaded.notice()).hasValueSatisfying(notice -> {
            assertThat(notice.file()).endsWith("moltis.toml");
            assertThat(notice.line()).isEqualTo(4);
            assertThat(notice.message())
                    .contains("the table header is not closed")
                    .contains("last copy that worked");
            assertThat(notice.cure()).contains("config check");
        });
        assertThat(home.text()).isEqualTo(broken);
    }

    @Test
    void pain_30_a_wrong_value_at_start_counts_as_broken_too() {
        home.writes("[tools.policy]\ndeny = [\"exec\"]\n").live().confirm();
        home.writes("[tools.policy]\ndeny = \"exec\"\n");

        LoadedConfig loaded = home.start().load();

        assertThat(loaded.config().tools().policy().deny()).containsExactly("exec");
        assertThat(loaded.notice().orElseThrow().line()).isEqualTo(2);
    }

    @Test
    void without_a_good_copy_nothing_starts() {
        home.writes("[server]\nport = \n");

        assertThatThrownBy(() -> home.start().load()).isInstanceOfSatisfying(ConfigException.class, e -> {
            assertThat(e.sentence()).contains("moltis.toml").contains("line 2").contains("the value is missing");
            assertThat(e.hint()).contains("config check");
        });
    }

    @Test
    void a_copy_that_was_good_once_but_is_broken_now_does_not_help() throws IOException {
        home.writes("[server]\nport = 5\n").live().confirm();
        Files.writeString(home.history().goodFile(root.resolve("config/moltis.toml")), "[server\n");
        home.writes("[server\n");

        assertThatThrownBy(() -> home.start().load()).isInstanceOf(ConfigException.class);
    }

    @Test
    void the_good_copy_is_for_the_owner_only_and_is_not_kept_from_a_broken_file() throws IOException {
        home.writes("[server]\nport = 5\n").live().confirm();
        Path copy = home.history().goodFile(root.resolve("config/moltis.toml"));
        home.writes("[server]\nport = \"x\"\n").live().confirm();

        assertThat(Files.readString(copy)).contains("port = 5");
        assertThat(Files.getPosixFilePermissions(copy)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void the_first_start_writes_the_template_with_a_port_that_stays() throws IOException {
        ConfigStart.Prepared first = home.start().prepare(home.start().load(), () -> 4711);
        ConfigStart.Prepared second = home.start().prepare(home.start().load(), () -> 9999);

        assertThat(first.effectivePort()).isEqualTo(4711);
        assertThat(second.effectivePort()).isEqualTo(4711);
        assertThat(home.text()).isEqualTo(ConfigTemplate.text(4711));
        assertThat(Files.getPosixFilePermissions(root.resolve("config/moltis.toml")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void a_file_without_a_port_gets_one_and_keeps_the_rest() {
        home.writes("# mine\n[chat]\nauto_title = false\n");

        home.start().prepare(home.start().load(), () -> 4711);

        assertThat(home.text()).isEqualTo("# mine\n[chat]\nauto_title = false\n\n[server]\nport = 4711\n");
    }

    @Test
    void a_port_from_the_environment_is_not_written_down() {
        home.with("MOLTIS_SERVER__PORT", "4711").writes("[chat]\n");

        assertThat(home.start().prepare(home.start().load(), () -> 1).effectivePort())
                .isEqualTo(4711);
        assertThat(home.text()).isEqualTo("[chat]\n");
    }

    @Test
    void where_nothing_can_be_written_the_port_holds_for_the_run() throws IOException {
        home.writes("[chat]\n");
        Files.createDirectories(root.resolve("config/.moltis.lock"));

        ConfigStart.Prepared prepared = home.start().prepare(home.start().load(), () -> 4711);

        assertThat(prepared.effectivePort()).isEqualTo(4711);
        assertThat(home.text()).isEqualTo("[chat]\n");
    }
}
