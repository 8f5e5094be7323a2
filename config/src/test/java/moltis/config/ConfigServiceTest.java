package moltis.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import moltis.config.schema.Category;
import moltis.config.schema.KeyPath;
import moltis.config.schema.KeyValue;
import moltis.core.ConfigException;
import moltis.core.RequestException;
import moltis.core.json.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

class ConfigServiceTest {

    @TempDir
    Path root;

    private ConfigHome home;

    @BeforeEach
    void home() {
        home = new ConfigHome(root).writes("""
                [server]
                port = 7
                [providers.openai]
                api_key = "hush"
                [providers.anthropic]
                api_key = "${KEY}"
                [channels.telegram.me]
                token = "hush"
                [mcp.servers.x]
                env = { TOKEN = "hush" }
                [[hooks.hooks]]
                name = "h"
                command = "c"
                events = ["AgentEnd"]
                """);
        home.with("KEY", "hush");
    }

    @Test
    void shows_what_is_in_effect_with_secrets_hidden() {
        ObjectNode shown = home.service().get();

        assertThat(shown.at("/server/port").intValue()).isEqualTo(7);
        assertThat(shown.at("/server/bind").stringValue()).isEqualTo("127.0.0.1");
        assertThat(shown.at("/providers/openai/api_key").stringValue()).isEqualTo("[set]");
        assertThat(shown.at("/providers/anthropic/api_key").stringValue()).isEqualTo("[set by the environment]");
        assertThat(shown.at("/channels/telegram/me/token").stringValue()).isEqualTo("[set]");
        assertThat(shown.at("/mcp/servers/x/env/TOKEN").stringValue()).isEqualTo("[set]");
        assertThat(shown.at("/hooks/hooks/0/name").stringValue()).isEqualTo("h");
        assertThat(shown.toString()).doesNotContain("hush");
    }

    @Test
    void shows_one_key_or_one_table() {
        ConfigService service = home.service();

        assertThat(service.get(KeyPath.parse("server.port")).orElseThrow().intValue())
                .isEqualTo(7);
        assertThat(service.get(KeyPath.parse("chat.compaction"))
                        .orElseThrow()
                        .get("protect_head")
                        .intValue())
                .isEqualTo(3);
        assertThat(service.get(KeyPath.parse("channels.telegram.me.token"))
                        .orElseThrow()
                        .stringValue())
                .isEqualTo("[set]");
        assertThat(service.get(KeyPath.parse("server.external_url"))).isEmpty();
        assertThat(service.get(KeyPath.parse("no.such.key"))).isEmpty();
    }

    @Test
    void says_where_a_value_comes_from_and_what_a_change_needs() {
        assertThat(home.service().show(KeyPath.parse("server.port")))
                .containsExactly(new ConfigService.Shown(
                        KeyPath.parse("server.port"),
                        Optional.of(7L),
                        KeyValue.Source.FILE,
                        false,
                        false,
                        true,
                        "Port to listen on; 0 picks a free one at the first start and keeps it."));
    }

    @Test
    void set_says_what_changed_and_what_waits_for_a_restart() {
        ConfigService service = home.service();

        ConfigService.Saved port = service.set(KeyPath.parse("server.port"), "8");
        ConfigService.Saved name = service.set(KeyPath.parse("identity.name"), "42");

        assertThat(port.restart()).containsExactly(KeyPath.parse("server.port"));
        assertThat(name.changed()).containsExactly(KeyPath.parse("identity.name"));
        assertThat(name.restart()).isEmpty();
        assertThat(service.get(KeyPath.parse("identity.name")).orElseThrow().stringValue())
                .isEqualTo("42");
        assertThat(home.text()).contains("port = 8").contains("name = \"42\"");
    }

    @Test
    void text_becomes_what_the_key_takes() {
        ConfigService service = home.service();

        service.set(KeyPath.parse("tools.policy.deny"), "[\"exec\", \"web\"]");
        service.set(KeyPath.parse("chat.auto_title"), "FALSE");
        service.set(KeyPath.parse("chat.compaction.tail_budget_ratio"), "0.3");

        assertThat(home.config().tools().policy().deny()).containsExactly("exec", "web");
        assertThat(home.config().chat().autoTitle()).isFalse();
        assertThat(home.config().chat().compaction().tailBudgetRatio()).isEqualTo(0.3);
        assertThatThrownBy(() -> service.set(KeyPath.parse("server.port"), "eight"))
                .isInstanceOf(ConfigException.class);
    }

    @Test
    void a_patch_joins_tables_and_null_takes_a_key_out() {
        ConfigService service = home.service();

        service.patch((ObjectNode) Json.parse("""
                {"server": {"port": null, "bind": "::1"}, "heartbeat": {"every": "1h"}, "tools": {"policy": {"deny": ["x"]}}}"""));

        assertThat(home.config().server().port()).isZero();
        assertThat(home.config().server().bind()).isEqualTo("::1");
        assertThat(home.config().heartbeat().every()).hasHours(1);
        assertThat(home.config().heartbeat().enabled()).isTrue();
        assertThat(home.config().tools().policy().deny()).containsExactly("x");
    }

    @Test
    void what_it_shows_can_not_be_written_back_over_a_secret() {
        ConfigService service = home.service();
        var shown = (ObjectNode) service.get(KeyPath.parse("providers.openai")).orElseThrow();

        assertThatThrownBy(() -> service.set(KeyPath.parse("providers.openai"), shown))
                .isInstanceOf(ConfigException.class);
        assertThat(home.text()).contains("hush");
    }

    @Test
    void the_raw_text_comes_with_a_version_and_goes_back_only_with_it() {
        ConfigService service = home.service();
        ConfigService.Raw raw = service.raw();

        service.apply(raw.text().replace("port = 7", "port = 9"), raw.version());

        assertThat(service.get(KeyPath.parse("server.port")).orElseThrow().intValue())
                .isEqualTo(9);
        assertThatThrownBy(() -> service.apply(raw.text(), raw.version())).isInstanceOf(RequestException.class);
        assertThat(raw.toString()).doesNotContain("hush");
    }

    @Test
    void compact_takes_out_what_is_the_default_anyway_and_nothing_else() {
        home.writes(
                "[server]\nport = 7\nbind = \"127.0.0.1\" # local\n\n[chat]\nauto_title = true\n[agents.presets.coder]\nmax_iterations = 25\nmodel = \"m\"\n");
        ConfigService service = home.service();

        assertThat(service.shadowed())
                .extracting(KeyPath::toString)
                .containsExactly("server.bind", "chat.auto_title", "agents.presets.coder.max_iterations");
        service.compact();

        assertThat(home.text()).isEqualTo("[server]\nport = 7\n\n[chat]\n[agents.presets.coder]\nmodel = \"m\"\n");
        assertThat(service.shadowed()).isEmpty();
    }

    @Test
    void check_lists_what_is_not_in_effect_and_what_is_the_default_anyway() {
        home.writes("[server]\nport = 7\n[voice.tts]\nenabled = true\n");

        assertThat(home.service().check())
                .extracting(issue -> issue.category() + " " + issue.line() + " " + issue.path())
                .contains("NOT_IN_EFFECT 4 voice.tts.enabled", "SHADOWED_DEFAULT 4 voice.tts.enabled");
    }

    @Test
    void check_of_a_broken_text_names_the_line() {
        assertThat(home.service().check("[server]\nport = \n")).singleElement().satisfies(issue -> {
            assertThat(issue.category()).isEqualTo(Category.SYNTAX);
            assertThat(issue.line()).isEqualTo(2);
        });
    }

    @Test
    void presets_say_whose_they_are() {
        home.writes("[agents.presets.coder]\nmodel = \"m\"\n[agents.presets.mine]\n");

        assertThat(home.service().presetSources())
                .containsEntry("coder", "user_override")
                .containsEntry("qa", "built_in")
                .containsEntry("mine", "custom");
    }

    @Test
    void the_schema_is_json_schema() {
        ObjectNode schema = home.service().schema();

        var port = schema.at("/properties/server/properties/port");
        assertThat(port.get("type").stringValue()).isEqualTo("integer");
        assertThat(port.get("default").intValue()).isZero();
        var key = schema.at("/properties/providers/additionalProperties/properties/api_key");
        assertThat(key.get("x-secret").booleanValue()).isTrue();
        assertThat(schema.at("/properties/hooks/properties/hooks/items/properties/name/type")
                        .stringValue())
                .isEqualTo("string");
        assertThat(schema.at("/properties/chat/properties/message_queue_mode/enum/1")
                        .stringValue())
                .isEqualTo("collect");
        assertThat(schema.at("/properties/identity/properties/name/x-hot").booleanValue())
                .isTrue();
        assertThat(schema.at("/properties/voice/properties/tts/properties/enabled/x-in-effect")
                        .booleanValue())
                .isFalse();
    }

    @Test
    void not_in_effect_names_only_keys_that_exist() {
        List<KeyPath> known = Defaults.specs().stream().map(spec -> spec.path()).toList();

        assertThat(NotInEffect.keys()).allSatisfy(listed -> assertThat(known).anyMatch(path -> path.isWithin(listed)));
    }

    @Test
    void a_saved_value_that_a_variable_overrides_is_reported() {
        home.with("MOLTIS_SERVER__PORT", "4711");
        ConfigService service = home.service();

        ConfigService.Saved saved = service.set(KeyPath.parse("server.port"), "8");

        assertThat(home.text()).contains("port = 8");
        assertThat(saved.changed()).isEmpty();
        assertThat(saved.warnings())
                .singleElement()
                .extracting(issue -> issue.category())
                .isEqualTo(Category.ENVIRONMENT);
    }
}
