package moltis.config.toml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import moltis.config.schema.KeyPath;

/**
 * Finds where the statements of a TOML text begin and end, without judging their values: the parser does that, but does
 * not say where anything stands. Any text can be scanned; the first thing that makes no sense is kept as a fault.
 */
final class TomlScanner {

    private final String text;
    private final List<TomlStatement> statements = new ArrayList<>();
    private final Map<KeyPath, Integer> elements = new HashMap<>();
    private KeyPath table = KeyPath.ROOT;
    private int at;
    private int line = 1;
    private Optional<TomlSyntaxException> fault = Optional.empty();

    TomlScanner(String text) {
        this.text = text;
    }

    List<TomlStatement> statements() {
        return statements;
    }

    Optional<TomlSyntaxException> fault() {
        return fault;
    }

    TomlScanner scan() {
        while (at < text.length()) statement();
        return this;
    }

    private void statement() {
        int start = at;
        int startLine = line;
        skipBlanks();
        if (atLineEnd() || text.charAt(at) == '#') {
            skipLine();
        } else if (text.charAt(at) == '[') {
            header(start, startLine);
        } else {
            entry(start, startLine);
        }
    }

    private void header(int start, int startLine) {
        boolean element = text.startsWith("[[", at);
        at += element ? 2 : 1;
        List<String> names = names(']');
        boolean closed = text.startsWith(element ? "]]" : "]", at);
        if (names.isEmpty() || !closed) blame(start, startLine, "the table header is not closed");
        if (closed) at += element ? 2 : 1;
        skipBlanks();
        if (closed && !atLineEnd() && text.charAt(at) != '#') blame(at, line, "something follows the table header");
        skipLine();
        table = resolve(names, element);
        statements.add(new TomlStatement.Header(startLine, start, at, table, element));
    }

    /** The path of a header; a name that is a list of tables means its last element. */
    private KeyPath resolve(List<String> names, boolean element) {
        KeyPath path = KeyPath.ROOT;
        for (int i = 0; i < names.size(); i++) {
            path = path.child(names.get(i));
            boolean last = i == names.size() - 1;
            if (last && element) elements.merge(path, 1, Integer::sum);
            Integer count = elements.get(path);
            if (count != null) path = path.element(count - 1);
        }
        return path;
    }

    private void entry(int start, int startLine) {
        List<String> names = names('=');
        if (names.isEmpty() || at >= text.length() || text.charAt(at) != '=') {
            blame(start, startLine, "there is no key with a value, like name = \"value\"");
            skipLine();
            return;
        }
        at++;
        skipBlanks();
        int valueStart = at;
        int valueEnd = value();
        if (valueEnd == valueStart) blame(valueStart, startLine, "the value is missing");
        skipLine();
        KeyPath path = table;
        for (String name : names) path = path.child(name);
        statements.add(new TomlStatement.Entry(startLine, start, at, path, table, valueStart, valueEnd));
    }

    /** The dotted name up to {@code end}, which stays unread; empty when there is none. */
    private List<String> names(char end) {
        var names = new ArrayList<String>();
        while (!atLineEnd()) {
            skipBlanks();
            String name = name();
            if (name.isEmpty()) return List.of();
            names.add(unquoted(name));
            skipBlanks();
            if (atLineEnd()) return List.of();
            char c = text.charAt(at);
            if (c == end) return names;
            if (c != '.') return List.of();
            at++;
        }
        return List.of();
    }

    private String name() {
        int start = at;
        if (!atLineEnd() && (text.charAt(at) == '"' || text.charAt(at) == '\'')) {
            return quotedLine(text.charAt(at)) ? text.substring(start, at) : "";
        }
        while (!atLineEnd() && " \t.=[]#\"'".indexOf(text.charAt(at)) < 0) at++;
        return text.substring(start, at);
    }

    private static String unquoted(String name) {
        char first = name.charAt(0);
        if (first == '\'') return name.substring(1, name.length() - 1);
        return first == '"' ? TomlEscapes.resolve(name.substring(1, name.length() - 1)) : name;
    }

    /** Reads one value and answers where it ends, white space and comments not included. */
    private int value() {
        int end = at;
        int depth = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\n' || c == '\r') {
                if (depth == 0) return end;
                newline();
            } else if (c == '#') {
                if (depth == 0) return end;
                while (!atLineEnd()) at++;
            } else if (c == '"' || c == '\'') {
                if (!string(c)) return at;
                end = at;
            } else {
                if (c == '[' || c == '{') depth++;
                if (c == ']' || c == '}') depth = Math.max(0, depth - 1);
                at++;
                if (c != ' ' && c != '\t') end = at;
            }
        }
        if (depth > 0) blame(end, line, "a bracket is not closed before the file ends");
        return end;
    }

    private boolean string(char quote) {
        String triple = String.valueOf(quote).repeat(3);
        if (!text.startsWith(triple, at)) return quotedLine(quote);
        int startLine = line;
        int start = at;
        for (at += 3; at < text.length(); ) {
            if (text.charAt(at) == '\\' && quote == '"') {
                at = Math.min(at + 1, text.length());
                if (at < text.length() && !atLineEnd()) at++;
            } else if (text.startsWith(triple, at)) {
                at += 3;
                while (at < text.length() && text.charAt(at) == quote) at++;
                return true;
            } else if (atLineEnd()) {
                newline();
            } else {
                at++;
            }
        }
        blame(start, startLine, "the text that begins here with " + triple + " has no end");
        return false;
    }

    private boolean quotedLine(char quote) {
        int start = at;
        for (at++; !atLineEnd(); at++) {
            char c = text.charAt(at);
            if (c == '\\' && quote == '"' && at + 1 < text.length()) at++;
            else if (c == quote) {
                at++;
                return true;
            }
        }
        blame(start, line, "the text that begins with a quotation mark has no end");
        return false;
    }

    private void skipBlanks() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) at++;
    }

    private void skipLine() {
        while (!atLineEnd()) at++;
        if (at < text.length()) newline();
    }

    private void newline() {
        if (text.startsWith("\r\n", at)) at++;
        at++;
        line++;
    }

    private boolean atLineEnd() {
        if (at >= text.length()) return true;
        char c = text.charAt(at);
        return c == '\n' || c == '\r';
    }

    private void blame(int offset, int onLine, String message) {
        if (fault.isPresent()) return;
        int lineStart = text.lastIndexOf('\n', Math.max(0, offset - 1)) + 1;
        fault = Optional.of(new TomlSyntaxException(onLine, Math.max(1, offset - lineStart + 1), message));
    }
}
