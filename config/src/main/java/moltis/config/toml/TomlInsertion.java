package moltis.config.toml;

import java.util.List;
import java.util.Optional;
import moltis.config.schema.KeyPath;

/** Adds a key that a text does not have yet, at the place where a careful person would write it. */
final class TomlInsertion {

    private final String text;
    private final List<TomlStatement> statements;
    private final String newline;

    TomlInsertion(TomlDocument document) {
        text = document.text();
        statements = document.statements();
        newline = text.contains("\r\n") ? "\r\n" : "\n";
    }

    /** The text with {@code path = value} in the section of its table, in a new section if there is none. */
    String add(KeyPath path, Object value) {
        KeyPath table = path.parent();
        Optional<TomlStatement> neighbour = lastInSection(table).or(() -> lastWithin(table));
        if (neighbour.isPresent()) {
            TomlStatement last = neighbour.get();
            String line =
                    indent(last) + TomlWriter.dotted(relative(path, section(last))) + " = " + TomlWriter.value(value);
            return insert(last.end(), line + newline);
        }
        String line = TomlWriter.key(path.name()) + " = " + TomlWriter.value(value) + newline;
        return table.isRoot() ? addAtRoot(line) : addSection(table, line);
    }

    /** The text with an empty section. */
    String addTable(KeyPath table) {
        return addSection(table, "");
    }

    /** The last statement of the section headed by {@code table}. */
    private Optional<TomlStatement> lastInSection(KeyPath table) {
        TomlStatement last = null;
        for (TomlStatement statement : statements) {
            boolean inside = statement instanceof TomlStatement.Entry
                    ? section(statement).equals(table)
                    : !table.isRoot() && statement.path().equals(table);
            if (inside) last = statement;
        }
        return Optional.ofNullable(last);
    }

    /** The last entry that defines something in {@code table} by a dotted key; a header of its own would be an error. */
    private Optional<TomlStatement> lastWithin(KeyPath table) {
        TomlStatement last = null;
        for (TomlStatement statement : statements) {
            boolean dotted = statement instanceof TomlStatement.Entry
                    && statement.path().startsWith(table)
                    && table.startsWith(section(statement))
                    && !table.equals(section(statement));
            if (dotted) last = statement;
        }
        return Optional.ofNullable(last);
    }

    private static KeyPath section(TomlStatement statement) {
        return switch (statement) {
            case TomlStatement.Entry entry -> entry.table();
            case TomlStatement.Header header -> header.path();
        };
    }

    private static List<String> relative(KeyPath path, KeyPath section) {
        return path.parts().subList(section.parts().size(), path.parts().size());
    }

    private String indent(TomlStatement statement) {
        if (statement instanceof TomlStatement.Header) return "";
        int end = statement.start();
        while (end < text.length() && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) end++;
        return text.substring(statement.start(), end);
    }

    /** Before the first section, and before the comment that belongs to it. */
    private String addAtRoot(String line) {
        if (statements.isEmpty()) return insert(text.length(), line);
        return insert(commentAbove(statements.getFirst().start()), line + newline);
    }

    /** Behind the sections that are nearest of kin, or at the end. */
    private String addSection(KeyPath table, String line) {
        String section = "[" + TomlWriter.dotted(names(table)) + "]" + newline + line;
        int after = kin(table);
        if (after < 0) return insert(text.length(), text.isBlank() ? section : newline + section);
        return insert(after, newline + section);
    }

    /** Where the last section ends that shares the longest beginning of its path with {@code table}; -1 if none does. */
    private int kin(KeyPath table) {
        int longest = 0;
        int end = -1;
        for (int i = 0; i < statements.size(); i++) {
            if (!(statements.get(i) instanceof TomlStatement.Header header)) continue;
            int shared = shared(header.path(), table);
            if (shared == 0 || shared < longest) continue;
            longest = shared;
            end = sectionEnd(i);
        }
        return end;
    }

    private static int shared(KeyPath one, KeyPath other) {
        int count = 0;
        int most = Math.min(one.parts().size(), other.parts().size());
        while (count < most && one.parts().get(count).equals(other.parts().get(count))) count++;
        return count;
    }

    /** Behind the last line of the section, its closing comments included, but not the comment above the next header. */
    private int sectionEnd(int header) {
        for (int i = header + 1; i < statements.size(); i++) {
            if (!(statements.get(i) instanceof TomlStatement.Header next)) continue;
            int end = commentAbove(next.start());
            while (end > 0 && isBlank(lineStart(end - 1), end)) end = lineStart(end - 1);
            return Math.max(end, statements.get(i - 1).end());
        }
        return text.length();
    }

    /** The start of the comment lines that stand directly above {@code start}. */
    private int commentAbove(int start) {
        int top = start;
        while (top > 0) {
            int above = lineStart(top - 1);
            if (!text.substring(above, top).strip().startsWith("#") || isInValue(above)) return top;
            top = above;
        }
        return top;
    }

    private boolean isInValue(int offset) {
        return statements.stream().anyMatch(statement -> statement.start() < offset && offset < statement.end());
    }

    /** Where the line begins that holds {@code offset}. */
    private int lineStart(int offset) {
        return text.lastIndexOf('\n', offset - 1) + 1;
    }

    private boolean isBlank(int start, int end) {
        return text.substring(start, end).isBlank();
    }

    private static List<String> names(KeyPath table) {
        return table.parts().stream().filter(part -> !KeyPath.isIndex(part)).toList();
    }

    private String insert(int offset, String lines) {
        boolean needsBreak = offset > 0 && text.charAt(offset - 1) != '\n' && text.charAt(offset - 1) != '\r';
        return text.substring(0, offset) + (needsBreak ? newline : "") + lines + text.substring(offset);
    }
}
