package moltis.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import moltis.config.schema.Category;
import moltis.config.schema.ConfigIssue;
import moltis.config.schema.KeyPath;
import moltis.config.schema.KeyValue;
import moltis.config.schema.Severity;
import moltis.config.section.AgentPreset;
import moltis.config.section.MemoryConfig;
import moltis.config.section.MoltisConfig;
import moltis.config.section.SttConfig;
import moltis.core.Secret;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigLoaderTest {

    @TempDir
    Path root;

    private ConfigHome home;

    @BeforeEach
    void home() {
        home = new ConfigHome(root);
    }

    @Test
    void without_a_file_the_defaults_hold() {
        assertThat(home.config()).isEqualTo(new ConfigHome(root.resolve("other")).config());
        assertThat(home.config().agents().presets())
                .containsOnlyKeys("research", "coder", "reviewer", "qa", "ux", "docs", "coordinator");
        assertThat(home.config().modes().presets()).hasSize(9);
        assertThat(home.issues()).extracting(ConfigIssue::severity).containsOnly(Severity.INFO);
    }

    @Test
    void an_issue_has_file_line_and_hint() {
        home.writes("[server]\nport = 1\n\n[servr]\n");

        assertThat(home.issues())
                .extracting(ConfigIssue::toString)
                .containsExactly(
                        "warning moltis.toml:4 servr: is not a key that Moltis knows; it has no effect. (did you mean 'server'?)");
    }

    @Test
    void unknown_keys_warn_and_never_kill() {
        home.writes("[server]\nport = 1\nprt = 2\n[totally.unknown]\nx = 1\n");

        assertThat(home.config().server().port()).isEqualTo(1);
        assertThat(home.issues())
                .extracting(issue -> issue.path().toString())
                .containsExactlyInAnyOrder("server.prt", "totally");
    }

    @Test
    void a_value_of_the_wrong_type_keeps_the_file_from_being_used() {
        home.writes("[server]\nport = \"many\"\n");

        assertThat(home.checked().config()).isEmpty();
        assertThat(home.checked().fatal())
                .extracting(ConfigIssue::toString)
                .containsExactly("error moltis.toml:2 server.port: must be a whole number from 0 to 65535, not text.");
    }

    @Test
    void an_unknown_time_zone_is_named() {
        home.writes("[user]\ntimezone = \"Mars/Base\"\n");

        assertThat(home.checked().fatal()).singleElement().satisfies(issue -> {
            assertThat(issue.category()).isEqualTo(Category.TYPE_ERROR);
            assertThat(issue.message()).contains("Mars/Base");
        });
    }

    @Test
    void a_placeholder_is_looked_up_in_the_process_then_in_env_then_in_what_was_stored() {
        home.with("A", "process").stored.put("C", "stored");
        home.writes("""
                [env]
                A = "file"
                B = "file with ${A}"
                [identity]
                name = "${A}, ${B}, ${C}"
                """);

        assertThat(home.config().identity().name()).contains("process, file with process, stored");
        assertThat(home.loaded().environment().get("B")).contains("file with process");
    }

    @Test
    void a_secret_with_quotes_and_backslashes_arrives_unchanged() {
        home.with("KEY", "a\"b\\c'\n").writes("[providers.openai]\napi_key = \"x${KEY}y\"\n");

        assertThat(home.config().providers().provider("openai").apiKey()).contains(Secret.of("xa\"b\\c'\ny"));
    }

    @ParameterizedTest
    @CsvSource({"${},${", "a ${,a ${", "$NAME,$NAME", "${MISSING},${MISSING}", "a${X}b,a1b"})
    void placeholders_follow_the_table(String written, String expected) {
        home.with("X", "1").writes("[identity]\nname = '" + written + "'\n");

        assertThat(home.config().identity().name()).contains(expected);
    }

    @Test
    void a_placeholder_may_stand_for_a_number_or_a_flag() {
        home.with("PORT", "4711")
                .with("ON", "true")
                .writes("[server]\nport = ${PORT}\nhttp_request_logs = \"${ON}\"\n");

        assertThat(home.config().server().port()).isEqualTo(4711);
        assertThat(home.config().server().httpRequestLogs()).isTrue();
    }

    @Test
    void a_missing_variable_is_a_warning_and_a_key_named_by_it_counts_as_not_set() {
        home.writes(
                "[server]\nport = 1\n[providers.openai]\napi_key = \"${NOPE}\"\n[chat]\ncontext_command = \"echo ${HOME}\"\n");

        assertThat(home.config().providers().provider("openai").apiKey()).isEmpty();
        assertThat(home.issues())
                .extracting(ConfigIssue::toString)
                .containsExactly(
                        "warning moltis.toml:4 providers.openai.api_key: names the variable NOPE, which is not set. (set NOPE in the environment or in [env])");
    }

    @Test
    void a_variable_overrides_a_key() {
        home.with("MOLTIS_SERVER__PORT", "4711")
                .with("MOLTIS_TOOLS__POLICY__DENY", "[\"exec\"]")
                .with("MOLTIS_AUTH__DISABLED", "TRUE")
                .with("MOLTIS_TOOLS__EXEC__DEFAULT_TIMEOUT_SECS", "7")
                .with("MOLTIS_IDENTITY__NAME", "1984")
                .with("MOLTIS_UPSTREAM_PROXY", "http://user:hush@proxy")
                .with("MOLTIS_CONFIG_DIR", "elsewhere")
                .with("MOLTIS_PASSWORD", "hush")
                .writes("[server]\nport = 1\n");

        MoltisConfig config = home.config();

        assertThat(config.server().port()).isEqualTo(4711);
        assertThat(config.tools().policy().deny()).containsExactly("exec");
        assertThat(config.auth().disabled()).isTrue();
        assertThat(config.tools().exec().defaultTimeout()).isEqualTo(Duration.ofSeconds(7));
        assertThat(config.identity().name()).contains("1984");
        assertThat(config.upstreamProxy()).isPresent();
        assertThat(home.issues()).isEmpty();
        assertThat(config.toString()).doesNotContain("hush");
    }

    @Test
    void a_variable_that_does_not_fit_is_reported_and_the_file_counts_and_so_do_the_others() {
        home.with("MOLTIS_SERVER__PORT", "abc")
                .with("MOLTIS_SERVER__BIND", "::1")
                .writes("[server]\nport = 7\n");

        assertThat(home.config().server().port()).isEqualTo(7);
        assertThat(home.config().server().bind()).isEqualTo("::1");
        assertThat(home.issues()).singleElement().satisfies(issue -> {
            assertThat(issue.severity()).isEqualTo(Severity.WARNING);
            assertThat(issue.message()).contains("MOLTIS_SERVER__PORT").doesNotContain("abc");
        });
    }

    @Test
    void names_with_hyphens_and_capitals_can_be_overridden() {
        home.with("MOLTIS_PROVIDERS__LOCAL_LLM__ENABLED", "false")
                .with("MOLTIS_PROVIDERS__CUSTOM_X__BASE_URL", "http://x")
                .with("MOLTIS_MODELS__\"Qwen-3.5\"__CONTEXT_WINDOW", "9")
                .with("MOLTIS_PROVIDERS__OFFERED", "[\"openai\"]")
                .writes("[server]\nport = 1\n[providers.custom-x]\nmodels = [\"m\"]\n");

        MoltisConfig config = home.config();

        assertThat(config.providers().provider("local-llm").enabled()).isFalse();
        assertThat(config.providers().provider("custom-x").baseUrl()).contains("http://x");
        assertThat(config.providers().provider("custom-x").models()).containsExactly("m");
        assertThat(config.models().get("Qwen-3.5").contextWindow()).contains(9);
        assertThat(config.providers().offered()).containsExactly("openai");
    }

    @Test
    void names_of_other_programs_count_where_nothing_else_is_said() {
        home.with("VERCEL_OIDC_TOKEN", "from-vercel")
                .with("DAYTONA_API_KEY", "from-daytona")
                .writes("[tools.exec.sandbox]\ndaytona_api_key = \"mine\"\n");

        assertThat(home.config().tools().exec().sandbox().vercelToken()).contains(Secret.of("from-vercel"));
        assertThat(home.config().tools().exec().sandbox().daytonaApiKey()).contains(Secret.of("mine"));
    }

    @Test
    void one_field_of_a_built_in_preset_can_be_changed() {
        home.writes("[agents.presets.coder]\nmax_iterations = 40\n[modes.presets.concise]\nprompt = \"Short.\"\n");

        AgentPreset coder = home.config().agents().presets().get("coder");
        assertThat(coder.maxIterations()).contains(40L);
        assertThat(coder.identity().name()).contains("Coder");
        assertThat(coder.systemPromptSuffix()).isPresent();
        assertThat(home.config().modes().presets().get("concise").name()).contains("Concise");
    }

    @Test
    void a_preset_as_an_inline_table_replaces_the_built_in_one() {
        home.writes("[agents.presets]\ncoder = { max_iterations = 40 }\n");

        assertThat(home.config().agents().presets().get("coder").identity().name())
                .isEmpty();
        assertThat(home.config().agents().presets().get("qa").identity().name()).contains("QA");
    }

    @Test
    void former_names_and_forms_still_work() {
        home.writes("""
                [server]
                port = 1
                [providers.openai]
                url = "https://llm.example"
                [memory]
                embedding_model = "m"
                embedding_dimensions = 7
                session_export = false
                [voice.stt]
                provider = "elevenlabs"
                """);

        MoltisConfig config = home.config();

        assertThat(config.providers().provider("openai").baseUrl()).contains("https://llm.example");
        assertThat(config.memory().model()).contains("m");
        assertThat(config.memory().embeddingDimension()).contains(7);
        assertThat(config.memory().sessionExport()).isEqualTo(MemoryConfig.SessionExport.OFF);
        assertThat(config.voice().stt().provider()).contains(SttConfig.SttProvider.ELEVENLABS_STT);
        assertThat(home.issues())
                .extracting(issue -> issue.severity() + " " + issue.line() + " " + issue.path())
                .containsExactly("WARNING 6 memory.embedding_model", "WARNING 7 memory.embedding_dimensions");
    }

    @Test
    void a_former_name_beside_the_new_one_is_an_error() {
        home.writes("[memory]\nmodel = \"a\"\nembedding_model = \"b\"\n");

        assertThat(home.checked().fatal())
                .extracting(issue -> issue.category() + " " + issue.path())
                .containsExactly("DEPRECATED_FIELD memory.embedding_model");
    }

    @Test
    void both_lists_of_mcp_servers_are_an_error_and_an_empty_one_means_none() {
        home.writes("[agents.presets.coder.mcp]\nallow_servers = []\ndeny_servers = [\"x\"]\n");
        assertThat(home.checked().fatal()).extracting(ConfigIssue::category).containsExactly(Category.TYPE_ERROR);

        home.writes("[agents.presets.coder.mcp]\nallow_servers = []\n");
        assertThat(home.config()
                        .agents()
                        .presets()
                        .get("coder")
                        .mcp()
                        .orElseThrow()
                        .allowServers())
                .hasValueSatisfying(servers -> assertThat(servers).isEmpty());
    }

    @Test
    void a_claude_sign_in_token_is_refused_wherever_it_stands_and_the_rest_works() {
        home.with("SNEAKY", "sk-ant-oat01-hush")
                .with("MOLTIS_PROVIDERS__CUSTOM_X__API_KEY", "sk-ant-oat01-hush")
                .writes("""
                [env]
                ANTHROPIC_API_KEY = "sk-ant-oat01-hush"
                [server]
                port = 5
                [providers.anthropic]
                api_key = "sk-ant-oat01-hush"
                [providers.openai]
                api_key = "${SNEAKY}"
                """);

        assertThat(home.config().server().port()).isEqualTo(5);
        assertThat(home.config().providers().provider("anthropic").apiKey()).isEmpty();
        assertThat(home.loaded().environment().get("ANTHROPIC_API_KEY")).isEmpty();
        assertThat(home.issues())
                .filteredOn(issue -> issue.category() == Category.CREDENTIAL)
                .allSatisfy(issue -> {
                    assertThat(issue.severity()).isEqualTo(Severity.ERROR);
                    assertThat(issue.message()).contains("only API keys");
                    assertThat(issue.hint()).contains("sk-ant-api").contains("console.anthropic.com");
                })
                .extracting(issue -> issue.path().toString())
                .containsExactlyInAnyOrder(
                        "env.ANTHROPIC_API_KEY",
                        "providers.anthropic.api_key",
                        "providers.openai.api_key",
                        "providers.custom-x.api_key");
        assertThat(home.issues().toString() + home.loaded()).doesNotContain("hush");
    }

    @Test
    void yaml_and_json_are_read_too() {
        home.writes(
                "config/moltis.json", "{\"server\": {\"port\": 12}, \"tools\": {\"policy\": {\"deny\": [\"exec\"]}}}");
        assertThat(home.config().server().port()).isEqualTo(12);
        assertThat(home.config().tools().policy().deny()).containsExactly("exec");

        home.writes("config/moltis.yaml", "server:\n  port: 13\nproviders:\n  openai:\n    models: [a, b]\n");
        assertThat(home.config().server().port()).isEqualTo(13);
        assertThat(home.config().providers().provider("openai").models()).containsExactly("a", "b");
    }

    @Test
    void broken_yaml_and_json_say_the_line() {
        home.writes("config/moltis.json", "{\n\"a\": \n}");
        assertThat(home.checked().fatal())
                .singleElement()
                .extracting(ConfigIssue::line)
                .isEqualTo(3);

        home.writes("config/moltis.yaml", "a:\n  b: [1\n");
        assertThat(home.checked().fatal())
                .singleElement()
                .extracting(ConfigIssue::category)
                .isEqualTo(Category.SYNTAX);
    }

    @Test
    void bytes_that_are_no_text_are_a_syntax_error() throws IOException {
        home.writes("");
        Files.write(root.resolve("config/moltis.toml"), new byte[] {(byte) 0xff, (byte) 0xfe});

        assertThat(home.checked().fatal())
                .singleElement()
                .extracting(ConfigIssue::message)
                .isEqualTo("the file is not UTF-8 text.");
    }

    @Test
    void knows_where_each_value_comes_from() {
        home.with("MOLTIS_SERVER__BIND", "::1").writes("[server]\nport = 1\n[agents.presets.coder]\nmodel = \"m\"\n");

        assertThat(source("server.port")).isEqualTo(KeyValue.Source.FILE);
        assertThat(source("server.bind")).isEqualTo(KeyValue.Source.ENVIRONMENT);
        assertThat(source("server.http_request_logs")).isEqualTo(KeyValue.Source.DEFAULT);
        assertThat(source("agents.presets.coder.model")).isEqualTo(KeyValue.Source.FILE);
        assertThat(source("agents.presets.coder.identity.name")).isEqualTo(KeyValue.Source.DEFAULT);
    }

    private KeyValue.Source source(String path) {
        return home.loaded().values().get(KeyPath.parse(path)).source();
    }

    @Test
    void the_home_configuration_lends_keys_of_providers_and_nothing_else() {
        home.with("HOME_KEY", "lent")
                .writes("home/.config/moltis/moltis.toml", """
                [server]
                port = 99
                [providers.openai]
                api_key = "${HOME_KEY}"
                models = ["home"]
                enabled = false
                [providers.groq]
                api_key = "sk-ant-oat01-no"
                """)
                .writes("[server]\nport = 1\n[providers.openai]\nmodels = [\"mine\"]\n");

        MoltisConfig config = home.config();

        assertThat(config.server().port()).isEqualTo(1);
        assertThat(config.providers().provider("openai").apiKey()).contains(Secret.of("lent"));
        assertThat(config.providers().provider("openai").models()).containsExactly("mine");
        assertThat(config.providers().provider("openai").enabled()).isTrue();
        assertThat(config.providers().provider("groq").apiKey()).isEmpty();
    }

    @Test
    void a_broken_home_configuration_lends_nothing() {
        home.writes("home/.config/moltis/moltis.toml", "[providers.openai\n").writes("[server]\nport = 1\n");

        assertThat(home.config().providers().byName()).isEmpty();
    }

    @Test
    void a_variable_for_a_key_that_nobody_knows_is_named() {
        home.with("MOLTIS_SERVER__PRT", "1").writes("[server]\nport = 1\n");

        assertThat(home.issues()).singleElement().satisfies(issue -> {
            assertThat(issue.message()).contains("MOLTIS_SERVER__PRT");
            assertThat(issue.hint()).contains("port");
        });
    }
}
