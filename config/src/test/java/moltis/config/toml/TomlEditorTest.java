package moltis.config.toml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import moltis.config.schema.KeyPath;
import org.junit.jupiter.api.Test;

class TomlEditorTest {

    private static final String TEXT = """
            # mine
            [server]   # where it listens
            port = 1   # keep me
            bind = "127.0.0.1"

            # about chats
            [chat]
            # auto_title = true

            # the model people
            [providers.openai]
            models = [
              "a", # first
              "b",
            ]
            policy = { allow = ["x"] }
            """;

    @Test
    void replaces_a_value_and_nothing_else() throws TomlSyntaxException {
        assertThat(set(TEXT, "server.port", 4711L)).isEqualTo(TEXT.replace("port = 1 ", "port = 4711 "));
    }

    @Test
    void adds_a_key_at_the_end_of_its_section() throws TomlSyntaxException {
        assertThat(set(TEXT, "server.http_request_logs", true))
                .isEqualTo(TEXT.replace("bind = \"127.0.0.1\"\n", "bind = \"127.0.0.1\"\nhttp_request_logs = true\n"));
    }

    @Test
    void adds_a_key_under_a_header_without_keys() throws TomlSyntaxException {
        assertThat(set(TEXT, "chat.auto_title", false))
                .isEqualTo(TEXT.replace("[chat]\n", "[chat]\nauto_title = false\n"));
    }

    @Test
    void puts_a_new_subsection_behind_its_parent_and_before_the_comment_of_the_next() throws TomlSyntaxException {
        assertThat(set(TEXT, "chat.compaction.mode", "structured"))
                .isEqualTo(TEXT.replace(
                        "# auto_title = true\n", "# auto_title = true\n\n[chat.compaction]\nmode = \"structured\"\n"));
    }

    @Test
    void puts_a_new_section_at_the_end() throws TomlSyntaxException {
        assertThat(set(TEXT, "voice.tts.enabled", false)).isEqualTo(TEXT + "\n[voice.tts]\nenabled = false\n");
    }

    @Test
    void puts_a_root_key_before_the_first_section_and_its_comment() throws TomlSyntaxException {
        assertThat(set(TEXT, "upstream_proxy", "http://p")).isEqualTo("upstream_proxy = \"http://p\"\n\n" + TEXT);
    }

    @Test
    void changes_a_key_within_an_inline_table_on_its_line() throws TomlSyntaxException {
        assertThat(set(TEXT, "providers.openai.policy.deny", List.of("y")))
                .isEqualTo(TEXT.replace("{ allow = [\"x\"] }", "{ allow = [\"x\"], deny = [\"y\"] }"));
    }

    @Test
    void goes_on_with_dotted_keys_where_the_file_uses_them() throws TomlSyntaxException {
        String text = "[tools]\nfs.track_reads = true\nagent_timeout_secs = 5\n";

        assertThat(set(text, "tools.fs.binary_policy", "base64"))
                .isEqualTo("[tools]\nfs.track_reads = true\nfs.binary_policy = \"base64\"\nagent_timeout_secs = 5\n");
    }

    @Test
    void keeps_line_ends_and_indentation() throws TomlSyntaxException {
        String text = "[server]\r\n\tport = 1\r\n";

        assertThat(set(text, "server.bind", "::1")).isEqualTo("[server]\r\n\tport = 1\r\n\tbind = \"::1\"\r\n");
        assertThat(set("[server]\nport = 1", "server.bind", "::1")).isEqualTo("[server]\nport = 1\nbind = \"::1\"\n");
    }

    @Test
    void a_table_takes_the_place_of_a_table() throws TomlSyntaxException {
        String changed = set(TEXT, "server", Map.of("port", 2L, "external_url", "https://x"));

        assertThat(TomlDocument.parse(changed).tree().get("server"))
                .isEqualTo(Map.of("port", 2L, "external_url", "https://x"));
        assertThat(changed).contains("port = 2   # keep me").doesNotContain("bind");
    }

    @Test
    void unset_takes_a_line_out_and_leaves_its_neighbours() throws TomlSyntaxException {
        assertThat(unset(TEXT, "server.port")).isEqualTo(TEXT.replace("port = 1   # keep me\n", ""));
        assertThat(unset(TEXT, "providers.openai.models"))
                .isEqualTo(TEXT.replace("models = [\n  \"a\", # first\n  \"b\",\n]\n", ""));
        assertThat(unset(TEXT, "providers.openai.policy.allow")).isEqualTo(TEXT.replace("{ allow = [\"x\"] }", "{}"));
        assertThat(unset(TEXT, "voice")).isEqualTo(TEXT);
    }

    @Test
    void unset_takes_a_whole_table_out() throws TomlSyntaxException {
        String text = "[a]\nx = 1\n[a.b]\ny = 2\n[c]\nz = 3\n";

        assertThat(unset(text, "a")).isEqualTo("[c]\nz = 3\n");
    }

    @Test
    void changes_one_element_of_a_list_of_tables() throws TomlSyntaxException {
        String text = "[[hooks.hooks]]\nname = \"a\"\n\n[[hooks.hooks]]\nname = \"b\" # second\n\n[voice]\n";

        assertThat(set(text, "hooks.hooks[1].name", "c")).isEqualTo(text.replace("\"b\"", "\"c\""));
        assertThat(set(text, "hooks.hooks[0].timeout", 5L)).isEqualTo(text.replace("\"a\"\n", "\"a\"\ntimeout = 5\n"));
        assertThat(set(text, "hooks.hooks[0].env.A", "b"))
                .isEqualTo(text.replace("\"a\"\n", "\"a\"\n\n[hooks.hooks.env]\nA = \"b\"\n"));
        assertThatThrownBy(() -> set(text, "hooks.hooks[2].name", "c")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void replaces_a_list_of_tables_as_a_whole() throws TomlSyntaxException {
        String text = "[[hooks.hooks]]\nname = \"a\"\n\n[voice]\n";

        String changed = set(text, "hooks.hooks", List.of(Map.of("name", "z")));

        assertThat(TomlDocument.parse(changed).tree().get("hooks"))
                .isEqualTo(Map.of("hooks", List.of(Map.of("name", "z"))));
    }

    @Test
    void quotes_names_and_text_that_need_it() throws TomlSyntaxException {
        String changed = set("", "models.\"gpt 4.1\".context_window", 5L);

        assertThat(changed).isEqualTo("[models.\"gpt 4.1\"]\ncontext_window = 5\n");
        assertThat(TomlDocument.parse(set("", "a.b", "q\"\\\n\u0001é😀")).tree())
                .isEqualTo(Map.of("a", Map.of("b", "q\"\\\n\u0001é😀")));
    }

    private static String set(String text, String path, Object value) throws TomlSyntaxException {
        return TomlEditor.set(text, KeyPath.parse(path), value);
    }

    private static String unset(String text, String path) throws TomlSyntaxException {
        return TomlEditor.unset(text, KeyPath.parse(path));
    }
}
