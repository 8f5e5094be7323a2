package moltis.config.toml;

import moltis.config.schema.KeyPath;

/** One statement of a file. Offsets count characters of the text; an end is exclusive. */
sealed interface TomlStatement {

    /** Counted from 1. */
    int line();

    /** Where its first line begins. */
    int start();

    /** Behind the line feed of its last line. */
    int end();

    /** What it defines, with its tables, and with an index for each element of a list of tables. */
    KeyPath path();

    /** {@code [table]}, or {@code [[list]]} with the path of the new element. */
    record Header(int line, int start, int end, KeyPath path, boolean element) implements TomlStatement {}

    /**
     * {@code key = value}.
     *
     * @param table the table whose section it stands in
     */
    record Entry(int line, int start, int end, KeyPath path, KeyPath table, int valueStart, int valueEnd)
            implements TomlStatement {}
}
