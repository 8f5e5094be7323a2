package moltis.app.terminal;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Rows in aligned columns. */
public final class Table {

    private final List<List<String>> rows = new ArrayList<>();

    /** @param headings the first row */
    public Table(String... headings) {
        row(headings);
    }

    /** Adds a row with one cell for each heading; control characters are taken out. */
    public Table row(String... cells) {
        rows.add(List.of(cells).stream()
                .map(cell -> TerminalText.safe(cell).replace('\n', ' ').replace('\t', ' '))
                .toList());
        return this;
    }

    public void print(PrintStream out) {
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++)
                widths[i] = Math.max(widths[i], row.get(i).length());
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                String cell = row.get(i);
                line.append(cell).repeat(' ', widths[i] - cell.length() + 2);
            }
            out.println(line.toString().stripTrailing());
        }
    }
}
