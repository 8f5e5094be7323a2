package moltis.access.env;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import moltis.core.RequestException;
import moltis.core.Secret;
import moltis.core.vault.SecretBox;
import moltis.core.vault.VaultContent;
import moltis.storage.Database;
import moltis.storage.Row;
import moltis.storage.Sql;
import org.jspecify.annotations.Nullable;

/**
 * Variables kept in the database, sealed when there is a vault. Their values leave here only for the programs and
 * providers that need them. Safe for use by many threads.
 */
public final class EnvVariables implements VaultContent {

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_]{1,256}");
    /** What the server keeps for itself; nobody else sees it. */
    private static final String OWN = "__MOLTIS_";

    private static final String LIST = """
            SELECT id, key, encrypted, created_at, updated_at FROM env_variables ORDER BY key""";
    private static final String VALUES = """
            SELECT id, key, value, encrypted FROM env_variables ORDER BY key""";
    private static final String PUT = """
            INSERT INTO env_variables (key, value, encrypted, created_at, updated_at) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (key) DO UPDATE SET value = excluded.value, encrypted = excluded.encrypted,
                                                plain_copy = NULL, updated_at = excluded.updated_at""";
    private static final String ID = "SELECT id FROM env_variables WHERE key = ?";
    private static final String DELETE = "DELETE FROM env_variables WHERE id = ?";
    private static final String STORE_IN = """
            UPDATE env_variables SET value = ?, encrypted = 1, plain_copy = ? WHERE id = ?""";
    private static final String STORE_ANEW = "UPDATE env_variables SET value = ? WHERE id = ?";
    private static final String STORE_OUT = """
            UPDATE env_variables SET value = ?, encrypted = 0, plain_copy = NULL WHERE id = ?""";
    private static final String FORGET_COPIES = """
            UPDATE env_variables SET plain_copy = NULL WHERE plain_copy IS NOT NULL""";
    private static final String PUT_BACK = """
            UPDATE env_variables SET value = plain_copy, encrypted = 0, plain_copy = NULL
             WHERE plain_copy IS NOT NULL""";
    private static final String DELETE_SEALED = "DELETE FROM env_variables WHERE encrypted = 1";

    private final Database database;
    private final SecretBox box;
    private final InstantSource clock;

    private final AtomicLong changes = new AtomicLong();

    /** The values as they were read last. */
    private volatile @Nullable Known known;

    private record Known(long change, SecretBox.State state, Map<String, Secret> values) {}

    private record Stored(long id, String key, String value, boolean sealed) {}

    public EnvVariables(Database database, SecretBox box, InstantSource clock) {
        this.database = database;
        this.box = box;
        this.clock = clock;
    }

    /** The variables that a person may know of, by name. */
    public List<EnvVariable> list() {
        return database.read(sql -> sql.list(LIST, EnvVariables::variable)).stream()
                .filter(variable -> !variable.key().startsWith(OWN))
                .toList();
    }

    /** Whether a person may give a variable this name. */
    public static boolean isName(String key) {
        return KEY.matcher(key).matches() && !key.startsWith(OWN);
    }

    /**
     * Sets a variable of a person.
     *
     * @return its id
     * @throws RequestException if the name is not possible or the vault is locked
     */
    public long set(String key, Secret value) {
        if (!isName(key)) throw RequestException.invalid("a variable's name has letters, digits and underscores only");
        return put(key, value);
    }

    /** Sets a variable of the server itself, which no list shows. */
    public void keep(String key, Secret value) {
        if (!key.startsWith(OWN)) throw new IllegalArgumentException(key);
        put(key, value);
    }

    /** @return whether there was one */
    public boolean remove(long id) {
        boolean removed = database.write(sql -> sql.update(DELETE, id) > 0);
        changes.incrementAndGet();
        return removed;
    }

    /** All values, by name; without those that can't be read while the vault is locked. */
    public Map<String, Secret> values() {
        long change = changes.get();
        SecretBox.State state = box.state();
        Known last = known;
        if (last != null && last.change() == change && last.state() == state) return last.values();
        Map<String, Secret> values = new LinkedHashMap<>();
        for (Stored row : rows()) {
            if (row.sealed() && state == SecretBox.State.LOCKED) continue;
            Secret.ofNullable(plain(row)).ifPresent(value -> values.put(row.key(), value));
        }
        Known now = new Known(change, state, Collections.unmodifiableMap(values));
        known = now;
        return now.values();
    }

    @Override
    public String name() {
        return "env_vars";
    }

    @Override
    public synchronized void moveIn() {
        rewrite(
                rows().stream().filter(row -> !row.sealed()).toList(),
                (sql, row) -> sql.update(STORE_IN, seal(row.key(), row.value()), row.value(), row.id()));
    }

    @Override
    public synchronized int moveOut() {
        List<Stored> sealed = rows().stream().filter(Stored::sealed).toList();
        rewrite(sealed, (sql, row) -> sql.update(STORE_OUT, plain(row), row.id()));
        return sealed.size();
    }

    @Override
    public synchronized void sealAnew() {
        rewrite(
                rows().stream().filter(Stored::sealed).toList(),
                (sql, row) -> sql.update(STORE_ANEW, seal(row.key(), plain(row)), row.id()));
    }

    @Override
    public synchronized void forgetCopies() {
        database.write(sql -> sql.update(FORGET_COPIES));
    }

    @Override
    public synchronized void putBackCopies() {
        database.write(sql -> sql.update(PUT_BACK) + sql.update(DELETE_SEALED));
        changes.incrementAndGet();
    }

    // One at a time with what seals everything anew: nothing sealed with an old key may be stored after it.
    private synchronized long put(String key, Secret value) {
        boolean sealed = box.sealsNow("the variable " + key);
        String stored = sealed ? seal(key, value.reveal()) : value.reveal();
        Instant now = clock.instant();
        long id = database.write(sql -> {
            sql.update(PUT, key, stored, sealed, now, now);
            return sql.first(ID, row -> row.number("id"), key).orElseThrow();
        });
        changes.incrementAndGet();
        return id;
    }

    private String seal(String key, String value) {
        return box.seal(value.getBytes(StandardCharsets.UTF_8), place(key));
    }

    private String plain(Stored row) {
        return row.sealed() ? new String(box.open(row.value(), place(row.key())), StandardCharsets.UTF_8) : row.value();
    }

    private static String place(String key) {
        return "env:" + key;
    }

    private List<Stored> rows() {
        return database.read(sql -> sql.list(VALUES, EnvVariables::stored));
    }

    /** What to store in place of a row. */
    @FunctionalInterface
    private interface Rewriting {
        int apply(Sql sql, Stored row) throws SQLException;
    }

    /** In one transaction, of which sealing takes microseconds. */
    private void rewrite(List<Stored> rows, Rewriting how) {
        if (rows.isEmpty()) return;
        database.write(sql -> {
            int count = 0;
            for (Stored row : rows) count += how.apply(sql, row);
            return count;
        });
        changes.incrementAndGet();
    }

    private static EnvVariable variable(Row row) throws SQLException {
        return new EnvVariable(
                row.number("id"),
                row.text("key"),
                row.flag("encrypted"),
                row.instant("created_at"),
                row.instant("updated_at"));
    }

    private static Stored stored(Row row) throws SQLException {
        return new Stored(row.number("id"), row.text("key"), row.text("value"), row.flag("encrypted"));
    }
}
