package moltis.config.toml;

import com.electronwill.nightconfig.core.CommentedConfig;
import com.electronwill.nightconfig.core.InMemoryCommentedFormat;
import com.electronwill.nightconfig.core.UnmodifiableConfig;
import com.electronwill.nightconfig.core.io.ParsingException;
import com.electronwill.nightconfig.core.io.ParsingMode;
import com.electronwill.nightconfig.toml.TomlParser;
import java.io.StringReader;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import moltis.config.schema.KeyPath;
import moltis.config.schema.Trees;

/** A TOML text with its values and the place of each key. Immutable. */
public final class TomlDocument {

    private static final Pattern BARE_PLACEHOLDER = Pattern.compile("\\$\\{\\w+}");

    private final String text;
    private final List<TomlStatement> statements;
    private final Map<String, Object> tree;

    private TomlDocument(String text, List<TomlStatement> statements, Map<String, Object> tree) {
        this.text = text;
        this.statements = statements;
        this.tree = tree;
    }

    /** @throws TomlSyntaxException if {@code text} is not TOML */
    public static TomlDocument parse(String text) throws TomlSyntaxException {
        TomlScanner scanner = new TomlScanner(text).scan();
        List<TomlStatement> statements = scanner.statements();
        if (scanner.fault().isPresent()) throw scanner.fault().get();
        refuseTablesDefinedTwice(statements);
        try {
            Map<String, Object> tree = plain(read(statementsOf(text, statements)));
            return new TomlDocument(text, List.copyOf(statements), tree);
        } catch (ParsingException _) {
            throw locate(text, statements);
        }
    }

    public String text() {
        return text;
    }

    /** The values: tables are maps in the order of the text, whole numbers are {@code Long}. */
    public Map<String, Object> tree() {
        return tree;
    }

    List<TomlStatement> statements() {
        return statements;
    }

    /** The line of the statement that defines {@code path}, or the nearest table above it; 0 when nothing does. */
    public int line(KeyPath path) {
        for (KeyPath wanted = path; !wanted.isRoot(); wanted = wanted.parent()) {
            for (TomlStatement statement : statements) if (statement.path().startsWith(wanted)) return statement.line();
        }
        return 0;
    }

    /** Whether {@code path} is written as {@code name = { … }}. */
    public boolean isInline(KeyPath path) {
        return entry(path)
                .filter(entry -> text.charAt(entry.valueStart()) == '{')
                .isPresent();
    }

    Optional<TomlStatement.Entry> entry(KeyPath path) {
        for (TomlStatement statement : statements) {
            if (statement instanceof TomlStatement.Entry entry && entry.path().equals(path)) return Optional.of(entry);
        }
        return Optional.empty();
    }

    private static void refuseTablesDefinedTwice(List<TomlStatement> statements) throws TomlSyntaxException {
        var seen = new HashMap<KeyPath, Integer>();
        for (TomlStatement statement : statements) {
            Integer before = seen.putIfAbsent(statement.path(), statement.line());
            if (before != null) {
                throw new TomlSyntaxException(
                        statement.line(), 1, statement.path() + " is written twice; the first time in line " + before);
            }
        }
    }

    private static UnmodifiableConfig read(String text) {
        CommentedConfig config = CommentedConfig.of(LinkedHashMap::new, InMemoryCommentedFormat.defaultInstance());
        new TomlParser().parse(new StringReader(text), config, ParsingMode.REPLACE);
        return config;
    }

    private static Map<String, Object> plain(UnmodifiableConfig config) {
        var table = new LinkedHashMap<String, Object>();
        for (UnmodifiableConfig.Entry entry : config.entrySet()) {
            Object value = entry.getRawValue();
            table.put(entry.getKey(), plain(value));
        }
        return table;
    }

    private static Object plain(Object value) {
        if (value instanceof UnmodifiableConfig inner) return plain(inner);
        return value instanceof List<?> list
                ? list.stream().map(TomlDocument::plain).toList()
                : Trees.normal(value);
    }

    /**
     * The statements alone, since most of a file is comments, which the parser reads slowly. {@code port = ${PORT}} is no
     * TOML, but it was always accepted: it counts as {@code port = "${PORT}"}.
     */
    private static String statementsOf(String text, List<TomlStatement> statements) {
        var bare = new StringBuilder(text.length());
        for (TomlStatement statement : statements) {
            int from = statement.start();
            if (statement instanceof TomlStatement.Entry entry && isPlaceholder(text, entry)) {
                bare.append(text, from, entry.valueStart()).append('"');
                bare.append(text, entry.valueStart(), entry.valueEnd()).append('"');
                from = entry.valueEnd();
            }
            bare.append(text, from, statement.end());
        }
        return bare.toString();
    }

    private static boolean isPlaceholder(String text, TomlStatement.Entry entry) {
        return text.startsWith("${", entry.valueStart())
                && BARE_PLACEHOLDER
                        .matcher(text)
                        .region(entry.valueStart(), entry.valueEnd())
                        .matches();
    }

    /** The first statement that can't be read even alone. */
    private static TomlSyntaxException locate(String text, List<TomlStatement> statements) {
        for (TomlStatement statement : statements) {
            try {
                read(text.substring(statement.start(), statement.end()));
            } catch (ParsingException _) {
                return new TomlSyntaxException(statement.line(), column(text, statement), diagnosis(statement));
            }
        }
        return new TomlSyntaxException(0, 0, "a key is defined both as a value and as a table, or twice");
    }

    private static int column(String text, TomlStatement statement) {
        return statement instanceof TomlStatement.Entry entry ? entry.valueStart() - statement.start() + 1 : 1;
    }

    private static String diagnosis(TomlStatement statement) {
        return switch (statement) {
            case TomlStatement.Entry entry ->
                "the value of " + entry.path() + " can't be read; text stands in quotation marks, a list in [ ]";
            case TomlStatement.Header _ -> "the table header can't be read";
        };
    }
}
