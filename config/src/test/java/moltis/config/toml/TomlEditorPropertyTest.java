package moltis.config.toml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import moltis.config.schema.KeyPath;
import moltis.config.schema.Trees;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any edit of any file says what it should and leaves every other line as it was. */
class TomlEditorPropertyTest {

    @Property(tries = 1500)
    void pain_3_a_set_changes_the_key_and_leaves_all_other_lines(
            @ForAll("files") String text, @ForAll("paths") KeyPath path, @ForAll("values") Object value)
            throws TomlSyntaxException {
        TomlDocument before = TomlDocument.parse(text);
        if (isBlocked(before, path)) return;

        String after = TomlEditor.set(text, path, value);

        Map<String, Object> found = TomlDocument.parse(after).tree();
        assertThat(Trees.find(found, path)).contains(value);
        assertThat(Trees.without(found, path))
                .usingRecursiveComparison()
                .isEqualTo(withTables(Trees.without(before.tree(), path), path));
        assertThat(linesWithout(after, path)).containsSubsequence(linesWithout(text, path));
    }

    @Property(tries = 1500)
    void an_unset_takes_the_key_and_leaves_all_other_lines(@ForAll("files") String text, @ForAll("paths") KeyPath path)
            throws TomlSyntaxException {
        String after = TomlEditor.unset(text, path);

        assertThat(Trees.find(TomlDocument.parse(after).tree(), path)).isEmpty();
        assertThat(linesWithout(after, path)).isEqualTo(linesWithout(text, path));
    }

    @Property(tries = 500)
    void setting_what_is_there_changes_no_line(@ForAll("files") String text, @ForAll("paths") KeyPath path)
            throws TomlSyntaxException {
        var value = Trees.find(TomlDocument.parse(text).tree(), path);
        if (value.isEmpty() || value.get() instanceof Map) return;

        String once = TomlEditor.set(text, path, value.get());

        assertThat(TomlEditor.set(once, path, value.get())).isEqualTo(once);
    }

    /** A plain value stands where a table would have to be, or the other way round. */
    private static boolean isBlocked(TomlDocument document, KeyPath path) {
        for (KeyPath at = path.parent(); !at.isRoot(); at = at.parent()) {
            if (Trees.find(document.tree(), at)
                    .filter(value -> !(value instanceof Map))
                    .isPresent()) return true;
        }
        return Trees.find(document.tree(), path).orElse(null) instanceof Map;
    }

    private static Map<String, Object> withTables(Map<String, Object> tree, KeyPath path) {
        if (path.parent().isRoot() || Trees.find(tree, path.parent()).isPresent()) return tree;
        return Trees.with(tree, path.parent(), Map.of());
    }

    /** The lines of the text but for those of statements that define the key, and blank ones. */
    private static List<String> linesWithout(String text, KeyPath path) {
        var lines = new ArrayList<>(List.of(("# top\n" + text).split("\n", -1)));
        for (TomlStatement statement : new TomlScanner(text).scan().statements()) {
            boolean concerned = statement.path().startsWith(path)
                    || (statement instanceof TomlStatement.Entry && path.startsWith(statement.path()));
            int last = statement.line()
                    + text.substring(statement.start(), statement.end())
                            .stripTrailing()
                            .split("\n")
                            .length
                    - 1;
            for (int line = statement.line(); concerned && line <= last; line++) lines.set(line, "");
        }
        lines.removeIf(String::isBlank);
        return lines;
    }

    @Provide
    Arbitrary<String> files() {
        Arbitrary<String> section = Combinators.combine(headers(), body()).as((header, body) -> header + body);
        return Combinators.combine(body(), section.list().ofMaxSize(4)).as(TomlEditorPropertyTest::assemble);
    }

    /** A header that would come twice is left out with its section. */
    private static String assemble(String root, List<String> sections) {
        var text = new StringBuilder(root);
        var seen = new LinkedHashSet<String>();
        for (String section : sections) {
            String candidate = text + section;
            String header = section.substring(section.indexOf('['), section.indexOf(']'));
            if (!seen.add(header) || !isToml(candidate)) continue;
            text.append(section);
        }
        return text.toString();
    }

    private static boolean isToml(String text) {
        try {
            TomlDocument.parse(text);
            return true;
        } catch (TomlSyntaxException _) {
            return false;
        }
    }

    private Arbitrary<String> headers() {
        return Combinators.combine(
                        Arbitraries.of("", "# about this\n", "\n\n# ── part ──\n"),
                        Arbitraries.of("[a]", "[b]", "[a.b]", "[c.d]", "[ a . c ] # odd"))
                .as((comment, header) -> comment + header + "\n");
    }

    private Arbitrary<String> body() {
        Arbitrary<String> line = Combinators.combine(
                        Arbitraries.of("x", "y", "z", "\"q.r\"", "c.e"),
                        Arbitraries.of(
                                "1",
                                "\"t # x\"",
                                "true",
                                "[1, 2]",
                                "[ # list\n 1,\n]",
                                "{ p = 1, d = 2 }",
                                "'''a\n[a]\n'''",
                                "\"\"\"\\\n x\"\"\""),
                        Arbitraries.of("", " # why", "\n\n# note\n# x = 5"),
                        Arbitraries.of("", "  "))
                .as((key, value, rest, indent) -> key + "|" + indent + key + " = " + value + rest + "\n");
        return line.list().ofMaxSize(4).map(TomlEditorPropertyTest::onceEach);
    }

    private static String onceEach(List<String> lines) {
        var byKey = new LinkedHashMap<String, String>();
        for (String line : lines)
            byKey.putIfAbsent(line.substring(0, line.indexOf('|')), line.substring(line.indexOf('|') + 1));
        return String.join("", byKey.values());
    }

    @Provide
    Arbitrary<KeyPath> paths() {
        return Arbitraries.of(
                        "x",
                        "new",
                        "a.x",
                        "a.new",
                        "b.y",
                        "a.b.x",
                        "a.b.n.w",
                        "c.d.x",
                        "c.e",
                        "a.c.\"q.r\"",
                        "z.p",
                        "a.x.d",
                        "e.f.g")
                .map(KeyPath::parse);
    }

    @Provide
    Arbitrary<Object> values() {
        return Arbitraries.of(
                1L,
                -5L,
                true,
                2.5,
                "plain",
                "with \"quotes\" \\ and\nlines # no comment",
                List.of(1L, "two"),
                Map.of("k", "v"));
    }
}
