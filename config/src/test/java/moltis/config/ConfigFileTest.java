package moltis.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import moltis.config.schema.KeyPath;
import moltis.core.ConfigException;
import moltis.core.ErrorCode;
import moltis.core.RequestException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigFileTest {

    private static final KeyPath PORT = KeyPath.of("server", "port");
    private static final KeyPath NAME = KeyPath.of("identity", "name");

    @TempDir
    Path root;

    private ConfigHome home;

    @BeforeEach
    void home() {
        home = new ConfigHome(root);
    }

    @Test
    void pain_3_a_saved_value_is_there_when_the_file_is_read_again() {
        home.writes("# mine\n[identity]\nname = \"old\" # why\n");

        LoadedConfig after = home.file().set(NAME, "new");

        assertThat(after.config().identity().name()).contains("new");
        assertThat(home.config().identity().name()).contains("new");
        assertThat(home.text()).isEqualTo("# mine\n[identity]\nname = \"new\" # why\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[set]",
                "[set by the environment]",
                "[REDACTED]",
                "[secret]",
                "••••••••",
                "****",
                "sk-ant-…abcd",
                "sk-...abc",
                "sk-a****wxyz"
            })
    void pain_3_a_mask_is_refused_as_a_value(String mask) {
        home.writes("[providers.openai]\napi_key = \"real\"\n");
        KeyPath key = KeyPath.parse("providers.openai.api_key");

        assertThatThrownBy(() -> home.file().set(key, mask))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("mask");
        assertThatThrownBy(() -> home.file().set(KeyPath.parse("providers.openai"), Map.of("api_key", mask)))
                .isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> home.file()
                        .replaceAll(
                                "[providers.openai]\napi_key = \"" + mask + "\"\n",
                                home.file().read().version()))
                .isInstanceOf(ConfigException.class);
        assertThat(home.text()).contains("real");
    }

    @Test
    void a_key_that_merely_has_dots_is_no_mask() {
        assertThat(Masks.looksMasked("sk-live-abc.def")).isFalse();
        assertThat(Masks.looksMasked("${OPENAI_API_KEY}")).isFalse();
        home.writes("");

        home.file().set(NAME, "hm...");

        assertThat(home.config().identity().name()).contains("hm...");
    }

    @Test
    void pain_30_a_change_that_is_not_valid_is_refused_and_the_file_stays() {
        home.writes("[server]\nport = 1\n");

        assertThatThrownBy(() -> home.file().set(PORT, "many")).isInstanceOfSatisfying(ConfigException.class, e -> {
            assertThat(e.sentence()).isEqualTo("server.port must be a whole number from 0 to 65535, not text.");
            assertThat(e.hint()).contains("Nothing was changed");
        });
        assertThatThrownBy(() ->
                        home.file().replaceAll("[server\n", home.file().read().version()))
                .isInstanceOf(ConfigException.class);
        assertThat(home.text()).isEqualTo("[server]\nport = 1\n");
    }

    @Test
    void a_claude_sign_in_token_is_not_saved() {
        home.writes("");

        assertThatThrownBy(() -> home.file().set(KeyPath.parse("providers.anthropic.api_key"), "sk-ant-oat01-hush"))
                .isInstanceOfSatisfying(
                        ConfigException.class, e -> assertThat(e.hint()).contains("console.anthropic.com"))
                .hasMessageNotContaining("hush");
        assertThat(home.text()).isEmpty();
    }

    @Test
    void one_of_two_errors_of_the_file_can_be_cured() {
        home.writes("[server]\nport = \"a\"\n[tools]\nagent_max_iterations = 0\n");

        assertThatThrownBy(() -> home.file().set(PORT, 5L)).isInstanceOf(ConfigException.class);
        home.file()
                .change(List.of(
                        ConfigFile.Edit.set(PORT, 5L),
                        ConfigFile.Edit.set(KeyPath.parse("tools.agent_max_iterations"), 5L)));

        assertThat(home.config().server().port()).isEqualTo(5);
    }

    @Test
    void pain_30_former_versions_are_kept_up_to_a_bound() throws IOException {
        home.writes("[server]\nport = 1\n");
        for (long port = 100; port < 125; port++) home.file().set(PORT, port);

        List<Path> versions = home.history().versions(root.resolve("config/moltis.toml"));

        assertThat(versions).hasSize(20);
        assertThat(Files.getPosixFilePermissions(versions.getFirst()))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void a_file_that_changed_since_it_was_read_is_not_overwritten() {
        home.writes("[server]\nport = 1\n");
        ConfigFile file = home.file();
        ConfigVersion seen = file.read().version();
        home.writes("[server]\nport = 2\n");

        assertThatThrownBy(() -> file.replaceAll("[server]\nport = 3\n", seen))
                .isInstanceOfSatisfying(
                        RequestException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT));
        assertThat(home.text()).contains("port = 2");

        file.replaceAll("# all\r\n[server]\nport = 3\n", file.read().version());
        assertThat(home.text()).isEqualTo("# all\r\n[server]\nport = 3\n");
    }

    @Test
    void changes_of_different_keys_at_the_same_time_are_all_there() throws Exception {
        home.writes("[server]\nport = 1\n");
        ConfigFile file = home.file();
        List<Callable<LoadedConfig>> writers = IntStream.range(0, 12)
                .<Callable<LoadedConfig>>mapToObj(i -> () -> file.set(KeyPath.of("env", "V" + i), "x"))
                .toList();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var written : threads.invokeAll(writers)) written.get();
        }

        assertThat(home.config().env()).hasSize(12);
    }

    @Test
    void placeholders_and_variables_are_not_written_as_their_values() {
        home.with("KEY", "hush")
                .with("MOLTIS_SERVER__PORT", "4711")
                .writes("[providers.openai]\napi_key = \"${KEY}\"\n[server]\nport = 1\n");

        home.file().set(NAME, "x");

        assertThat(home.text())
                .contains("${KEY}")
                .contains("port = 1")
                .doesNotContain("hush")
                .doesNotContain("4711")
                .doesNotContain("presets");
    }

    @Test
    void a_default_is_not_added_but_stays_where_it_is_written() {
        home.writes("[chat]\nauto_title = true\n");

        home.file().set(KeyPath.parse("chat.message_queue_mode"), "followup");
        home.file().set(KeyPath.parse("agents.presets.coder.max_iterations"), 25L);
        home.file().set(NAME, "x");

        assertThat(home.text()).isEqualTo("[chat]\nauto_title = true\n\n[identity]\nname = \"x\"\n");
    }

    @Test
    void the_file_is_for_the_owner_only_and_a_link_stays_a_link() throws IOException {
        home.writes("real/moltis.toml", "[server]\nport = 1\n");
        Files.createDirectories(root.resolve("config"));
        Files.createSymbolicLink(root.resolve("config/moltis.toml"), root.resolve("real/moltis.toml"));

        home.file().set(PORT, 2L);

        assertThat(root.resolve("config/moltis.toml")).isSymbolicLink();
        assertThat(home.text("real/moltis.toml")).isEqualTo("[server]\nport = 2\n");
        assertThat(Files.getPosixFilePermissions(root.resolve("real/moltis.toml")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        try (var files = Files.list(root.resolve("real"))) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void a_broken_file_is_not_edited_but_may_be_replaced() {
        home.writes("[server]\nport = \n");

        assertThatThrownBy(() -> home.file().set(NAME, "x"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("line 2");
        home.file().replaceAll("[server]\nport = 1\n", home.file().read().version());

        assertThat(home.config().server().port()).isEqualTo(1);
    }

    @Test
    void makes_the_file_and_its_folder_when_there_is_none() throws IOException {
        home.file().set(NAME, "x");

        assertThat(home.text()).isEqualTo("[identity]\nname = \"x\"\n");
        assertThat(Files.getPosixFilePermissions(root.resolve("config")))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void yaml_and_json_are_written_in_their_own_language() {
        home.writes("config/moltis.json", "{\"server\": {\"port\": 1}}");
        home.file().set(NAME, "x");
        assertThat(home.text("config/moltis.json")).startsWith("{").contains("\"name\" : \"x\"");

        home.writes("config/moltis.yaml", "server:\n  port: 1\n");
        home.file().unset(PORT);
        home.file().set(NAME, "y");
        assertThat(home.config().identity().name()).contains("y");
        assertThat(home.text("config/moltis.yaml")).contains("identity:");
    }

    @Test
    void a_change_within_a_change_is_refused() {
        home.writes("");
        ConfigFile file = home.file();
        ConfigFile[] outer = new ConfigFile[1];
        outer[0] = new ConfigFile(
                new ConfigLoader(home.dirs(), Environment.of(Map.of()), () -> {
                    outer[0].set(NAME, "inner");
                    return Map.of();
                }),
                home.history(),
                file.location());

        assertThatThrownBy(() -> outer[0].set(NAME, "outer")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_key_that_nobody_knows_is_not_added_but_one_that_is_there_stays() {
        home.writes("[server]\nold = 1\n");

        assertThatThrownBy(() -> home.file().set(KeyPath.parse("server.prt"), 5L))
                .isInstanceOfSatisfying(
                        ConfigException.class, e -> assertThat(e.hint()).contains("did you mean 'port'?"));
        home.file().set(PORT, 5L);

        assertThat(home.text()).isEqualTo("[server]\nold = 1\nport = 5\n");
    }

    @Test
    void who_reads_meanwhile_sees_the_old_file_or_the_new_one_whole() throws InterruptedException {
        String padding = "# " + "x".repeat(200_000) + "\n";
        home.writes(padding + "[server]\nport = 1\n");
        ConfigFile file = home.file();
        Thread writer =
                Thread.ofVirtual().start(() -> IntStream.range(2, 40).forEach(port -> file.set(PORT, (long) port)));

        do {
            assertThat(home.text()).startsWith(padding + "[server]\nport = ").endsWith("\n");
        } while (!writer.join(Duration.ofMillis(1)));
        assertThat(home.config().server().port()).isEqualTo(39);
    }
}
