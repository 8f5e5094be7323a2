package moltis.storage;

import java.sql.SQLException;

/**
 * What to do with the database, in one transaction. It may run on another thread than the caller's, together with the
 * work of others; so it takes what it needs with it, is quick, and does nothing but SQL.
 */
@FunctionalInterface
public interface Work<T> {

    T in(Sql sql) throws SQLException;
}
