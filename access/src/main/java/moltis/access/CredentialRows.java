package moltis.access;

import java.time.Instant;
import java.util.Optional;
import moltis.storage.Database;

/** The password's one row, the switch's one row, and what must happen to everything else when they change. */
final class CredentialRows {

    private static final String STATE = """
        SELECT EXISTS (SELECT 1 FROM auth_password) AS has_password,
               EXISTS (SELECT 1 FROM passkeys) AS has_passkeys,
               coalesce((SELECT auth_disabled FROM auth_state WHERE id = 1), 0) AS disabled\
        """;
    private static final String HASH = "SELECT password_hash FROM auth_password WHERE id = 1";
    private static final String SINCE = "SELECT updated_at FROM auth_password WHERE id = 1";
    private static final String FIRST_PASSWORD = """
        INSERT INTO auth_password (id, password_hash, created_at, updated_at)
        SELECT 1, ?, ?, ?
         WHERE NOT EXISTS (SELECT 1 FROM auth_password)
           AND NOT EXISTS (SELECT 1 FROM passkeys)\
        """;
    private static final String SET_PASSWORD = """
        INSERT INTO auth_password (id, password_hash, created_at, updated_at)
        VALUES (1, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET password_hash = excluded.password_hash, updated_at = excluded.updated_at\
        """;
    private static final String RENEW_HASH =
            "UPDATE auth_password SET password_hash = ? WHERE id = 1 AND password_hash = ?";
    private static final String DELETE_PASSWORD = "DELETE FROM auth_password";
    private static final String DELETE_SESSIONS = "DELETE FROM auth_sessions";
    private static final String DELETE_PASSKEYS = "DELETE FROM passkeys";
    private static final String REVOKE_KEYS = "UPDATE api_keys SET revoked_at = ? WHERE revoked_at IS NULL";
    private static final String SWITCH = """
        INSERT INTO auth_state (id, auth_disabled) VALUES (1, ?)
        ON CONFLICT (id) DO UPDATE SET auth_disabled = excluded.auth_disabled\
        """;
    private static final String CONFIGURED = "SELECT configured_disabled FROM auth_state WHERE id = 1";
    private static final String CONFIGURE = """
        INSERT INTO auth_state (id, auth_disabled, configured_disabled) VALUES (1, ?, ?)
        ON CONFLICT (id) DO UPDATE
           SET auth_disabled = excluded.auth_disabled, configured_disabled = excluded.configured_disabled\
        """;
    private static final String NOTE_CONFIGURED = "UPDATE auth_state SET configured_disabled = ? WHERE id = 1";

    private final Database database;

    CredentialRows(Database database) {
        this.database = database;
    }

    AccessState state() {
        return database.read(sql -> sql.first(
                        STATE,
                        row -> new AccessState(
                                row.flag("has_password"), row.flag("has_passkeys"), row.flag("disabled")))
                .orElseThrow());
    }

    Optional<String> passwordHash() {
        return database.read(sql -> sql.first(HASH, row -> row.text("password_hash")));
    }

    Optional<Instant> passwordSince() {
        return database.read(sql -> sql.first(SINCE, row -> row.instant("updated_at")));
    }

    /** @return whether it is the first credential; otherwise nothing has changed */
    boolean addFirstPassword(String hash, PasswordChange also, Instant now) {
        return database.write(sql -> {
            if (sql.update(FIRST_PASSWORD, hash, now, now) == 0) return false;
            // Sessions of a time when there was another credential must not come to life again.
            sql.update(DELETE_SESSIONS);
            sql.update(SWITCH, false);
            also.in(sql);
            return true;
        });
    }

    /** Sets the password, switches authentication on, and ends all sessions. */
    void setPassword(String hash, PasswordChange also, Instant now) {
        database.write(sql -> {
            sql.update(SET_PASSWORD, hash, now, now);
            sql.update(SWITCH, false);
            also.in(sql);
            return sql.update(DELETE_SESSIONS);
        });
    }

    /** Puts a better hash of the same password in the place of {@code old}, unless the password changed meanwhile. */
    void renewHash(String old, String better) {
        database.write(sql -> sql.update(RENEW_HASH, better, old));
    }

    /** Removes the password, sessions and passkeys, and revokes the keys. */
    void reset(boolean disable, Instant now) {
        database.write(sql -> {
            sql.update(DELETE_PASSWORD);
            sql.update(DELETE_SESSIONS);
            sql.update(DELETE_PASSKEYS);
            sql.update(REVOKE_KEYS, now);
            return sql.update(SWITCH, disable);
        });
    }

    void setDisabled(boolean disabled) {
        database.write(sql -> sql.update(SWITCH, disabled));
    }

    Optional<Boolean> configuredDisabled() {
        return database.read(sql -> sql.first(CONFIGURED, row -> row.optionalNumber("configured_disabled"))
                .flatMap(number -> number.map(it -> it != 0)));
    }

    /** The configuration decides. */
    void configure(boolean disabled) {
        database.write(sql -> sql.update(CONFIGURE, disabled, disabled));
    }

    /** Remembers what stands in the configuration without obeying it. */
    void noteConfigured(boolean disabled) {
        database.write(sql -> sql.update(NOTE_CONFIGURED, disabled));
    }
}
