package moltis.config.schema;

import java.util.ArrayList;
import java.util.List;

/** Splits the text form of a {@link KeyPath}. */
final class KeyPathParser {

    private final String text;
    private int at;

    KeyPathParser(String text) {
        this.text = text.strip();
    }

    static boolean isBare(String name) {
        if (name.isEmpty()) return false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean bare =
                    (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
            if (!bare) return false;
        }
        return true;
    }

    static String quote(String name) {
        return '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    List<String> parts() {
        var parts = new ArrayList<String>();
        while (at < text.length()) {
            if (text.charAt(at) == '[' && !parts.isEmpty()) {
                parts.add(element());
            } else {
                if (!parts.isEmpty()) expect('.');
                parts.add(name());
            }
        }
        return parts;
    }

    private String element() {
        int end = text.indexOf(']', at);
        String part = end < 0 ? "" : text.substring(at, end + 1);
        if (!part.matches("\\[(\\d{1,6}|\\*)]")) throw notAPath();
        at = end + 1;
        return part;
    }

    private String name() {
        if (at < text.length() && text.charAt(at) == '"') return quoted();
        int start = at;
        while (at < text.length() && text.charAt(at) != '.' && text.charAt(at) != '[') at++;
        String name = text.substring(start, at);
        if (name.isBlank()) throw notAPath();
        return name;
    }

    private String quoted() {
        var name = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return name.toString();
            }
            if (c == '\\' && at + 1 < text.length()) c = text.charAt(++at);
            name.append(c);
        }
        throw notAPath();
    }

    private void expect(char wanted) {
        if (text.charAt(at) != wanted) throw notAPath();
        at++;
    }

    private IllegalArgumentException notAPath() {
        return new IllegalArgumentException("'" + text + "' is not a key; write it like server.port");
    }
}
