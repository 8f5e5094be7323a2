package moltis.config.toml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import moltis.config.schema.KeyPath;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TomlDocumentTest {

    @Test
    void reads_values_in_their_order_as_plain_types() throws TomlSyntaxException {
        TomlDocument document = TomlDocument.parse("""
                z = 1
                a = [1, 2.5, "x"]
                [t]
                s = '''
                two
                lines'''
                inline = { b = true, c = { d = 1 } }
                [[t.list]]
                n = 1
                [[t.list]]
                n = 2
                """);

        assertThat(document.tree().keySet()).containsExactly("z", "a", "t");
        assertThat(document.tree().get("a")).isEqualTo(List.of(1L, 2.5, "x"));
        assertThat(document.tree().get("t"))
                .isEqualTo(Map.of(
                        "s", "two\nlines",
                        "inline", Map.of("b", true, "c", Map.of("d", 1L)),
                        "list", List.of(Map.of("n", 1L), Map.of("n", 2L))));
    }

    @Test
    void knows_the_line_of_each_key() throws TomlSyntaxException {
        TomlDocument document = TomlDocument.parse("""
                # [server] port = 1
                x = \"\"\"
                [server]
                \"\"\"
                [server]
                  port = 1 # port
                tls.cert = "a"
                [[hooks.hooks]]
                name = "one"
                [[hooks.hooks]]
                name = "two"
                [hooks.hooks.env]
                A = "b"
                """);

        assertThat(document.line(KeyPath.parse("server.port"))).isEqualTo(6);
        assertThat(document.line(KeyPath.parse("server.tls.cert"))).isEqualTo(7);
        assertThat(document.line(KeyPath.parse("hooks.hooks[1].name"))).isEqualTo(11);
        assertThat(document.line(KeyPath.parse("hooks.hooks[1].env.A"))).isEqualTo(13);
        assertThat(document.line(KeyPath.parse("server.unknown"))).isEqualTo(5);
        assertThat(document.line(KeyPath.parse("voice"))).isZero();
    }

    @Test
    void a_bare_placeholder_is_text() throws TomlSyntaxException {
        assertThat(TomlDocument.parse("port = ${PORT} # from outside\n").tree()).isEqualTo(Map.of("port", "${PORT}"));
    }

    static List<List<String>> broken() {
        return List.of(
                List.of("a = 1\nb = hello\n", "2", "the value of b can't be read"),
                List.of("a = 1\n\nb\n", "3", "there is no key with a value"),
                List.of("a = \"x\nb = 2\n", "1", "has no end"),
                List.of("a = [1,\n2\n", "3", "a bracket is not closed"),
                List.of("a = 1\nb =\n", "2", "the value is missing"),
                List.of("[a\nb = 1\n", "1", "the table header is not closed"),
                List.of("[a] x\nb = 1\n", "1", "something follows the table header"),
                List.of("a = 1\na = 2\n", "2", "a is written twice; the first time in line 1"),
                List.of("[a]\nx = 1\n[b]\n[a]\n", "4", "a is written twice; the first time in line 1"),
                List.of("a = 1 2\n", "1", "the value of a can't be read"),
                List.of("x = 1\ny = '''abc\n", "2", "has no end"));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void says_where_and_what_is_wrong(List<String> example) {
        assertThatThrownBy(() -> TomlDocument.parse(example.get(0)))
                .isInstanceOfSatisfying(TomlSyntaxException.class, e -> {
                    assertThat(e.line()).isEqualTo(Integer.parseInt(example.get(1)));
                    assertThat(e.sentence()).contains(example.get(2));
                });
    }

    @Test
    void never_repeats_a_value_in_an_error() {
        assertThatThrownBy(() -> TomlDocument.parse("[p]\napi_key = sk-ant-api-hush\n"))
                .isInstanceOf(TomlSyntaxException.class)
                .hasMessageNotContaining("hush");
        assertThatThrownBy(() -> TomlDocument.parse("[p]\napi_key = \"sk-ant-api-hush\n"))
                .hasMessageNotContaining("hush");
    }

    @Property(tries = 2000)
    void any_text_is_read_or_refused(
            @ForAll
                    @StringLength(max = 40)
                    @CharRange(from = '!', to = '~')
                    @net.jqwik.api.constraints.Chars({'\n', '"', '[', ']', '=', '#', '\\', ' ', '{', '}', '.', '\''})
                    String text) {
        try {
            assertThat(TomlDocument.parse(text).tree()).isNotNull();
        } catch (TomlSyntaxException e) {
            assertThat(e.sentence()).isNotBlank();
        }
    }
}
