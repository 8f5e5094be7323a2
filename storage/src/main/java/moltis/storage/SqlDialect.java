package moltis.storage;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * What differs between the databases. A repository whose statements differ (full-text search does) switches over the
 * cases, so that a database added here shows every place that it concerns.
 */
public sealed interface SqlDialect permits SqliteDialect {

    /** A connection for the one writer. */
    Connection connectWriter() throws SQLException;

    /** A connection that can't write. */
    Connection connectReader() throws SQLException;

    /** Begins a transaction that will write, and waits for its turn now rather than in the middle. */
    String beginWrite();
}
