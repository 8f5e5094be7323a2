package moltis.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Statements on one connection, which stay prepared for the next time. Lent to one thread at a time. Values may be text,
 * numbers, booleans, {@link Instant}s (stored as milliseconds), or {@link Optional}s of those; they are bound, never
 * pasted.
 */
public final class Sql {

    private static final int KEPT = 64;

    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new LinkedHashMap<>(KEPT, 0.75f, true);

    Sql(Connection connection) {
        this.connection = connection;
    }

    /** All rows in order. */
    public <T> List<T> list(String sql, Row.Reader<T> reader, @Nullable Object... values) throws SQLException {
        try (ResultSet results = bound(sql, values).executeQuery()) {
            var row = new Row(results);
            List<T> list = new ArrayList<>();
            while (results.next()) list.add(reader.read(row));
            return list;
        }
    }

    /** The first row, if there is one. */
    public <T> Optional<T> first(String sql, Row.Reader<T> reader, @Nullable Object... values) throws SQLException {
        try (ResultSet results = bound(sql, values).executeQuery()) {
            return results.next() ? Optional.of(reader.read(new Row(results))) : Optional.empty();
        }
    }

    /** @return how many rows it changed */
    public int update(String sql, @Nullable Object... values) throws SQLException {
        return bound(sql, values).executeUpdate();
    }

    /** For statements that give nothing back, such as {@code BEGIN}. */
    void execute(String sql) throws SQLException {
        prepare(sql).execute();
    }

    void close() throws SQLException {
        prepared.clear();
        connection.close();
    }

    private PreparedStatement bound(String sql, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = prepare(sql);
        for (int at = 0; at < values.length; at++) bind(statement, at + 1, values[at]);
        return statement;
    }

    private PreparedStatement prepare(String sql) throws SQLException {
        @Nullable PreparedStatement known = prepared.get(sql);
        if (known != null) return known;
        if (prepared.size() >= KEPT) forgetTheLeastUsed();
        PreparedStatement statement = connection.prepareStatement(sql);
        prepared.put(sql, statement);
        return statement;
    }

    private void forgetTheLeastUsed() throws SQLException {
        var oldest = prepared.values().iterator();
        PreparedStatement statement = oldest.next();
        oldest.remove();
        statement.close();
    }

    // Not a switch over types: the first one of a process costs tens of milliseconds, and this one runs at every start.
    private static void bind(PreparedStatement statement, int at, @Nullable Object value) throws SQLException {
        if (value instanceof String text) statement.setString(at, text);
        else if (value instanceof Number number) statement.setLong(at, number.longValue());
        else if (value instanceof Boolean flag) statement.setInt(at, flag ? 1 : 0);
        else if (value instanceof Instant moment) statement.setLong(at, moment.toEpochMilli());
        else if (value instanceof Optional<?> optional) bind(statement, at, optional.orElse(null));
        else if (value == null) statement.setObject(at, null);
        else throw new IllegalArgumentException("can't bind a " + value.getClass());
    }
}
