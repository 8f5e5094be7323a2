package moltis.access.passkey;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import moltis.storage.Database;
import moltis.storage.Row;

/** The passkeys in the database. */
final class PasskeyRows {

    private static final String LIST = "SELECT id, name, rp_id, created_at, last_used_at FROM passkeys ORDER BY id";
    private static final String OF_PARTY = """
        SELECT credential_id, passkey_data, transports, sign_count, backup_eligible, backed_up
          FROM passkeys
         WHERE rp_id = ?
         ORDER BY id\
        """;
    private static final String PARTIES = "SELECT DISTINCT rp_id FROM passkeys";
    private static final String ADD = """
        INSERT INTO passkeys (credential_id, rp_id, name, passkey_data, transports, sign_count, backup_eligible,
                              backed_up, created_at)
        SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?
         WHERE NOT EXISTS (SELECT 1 FROM passkeys WHERE credential_id = ?)
           AND (? = 0 OR NOT EXISTS (SELECT 1 FROM passkeys UNION ALL SELECT 1 FROM auth_password))
        RETURNING id\
        """;
    private static final String SWITCH_ON = "UPDATE auth_state SET auth_disabled = 0 WHERE id = 1";
    /** Sessions of a time when there was another credential must not come to life again. */
    private static final String END_OLD_SESSIONS = """
        DELETE FROM auth_sessions
         WHERE NOT EXISTS (SELECT 1 FROM auth_password)
           AND (SELECT count(*) FROM passkeys) = 1\
        """;

    private static final String USED = """
        UPDATE passkeys
           SET sign_count = ?, backed_up = ?, last_used_at = ?
         WHERE credential_id = ?
           AND (sign_count < ? OR sign_count = 0)
        RETURNING id\
        """;
    private static final String RENAME = "UPDATE passkeys SET name = ? WHERE id = ?";
    private static final String REMOVE = "DELETE FROM passkeys WHERE id = ?";

    private final Database database;

    PasskeyRows(Database database) {
        this.database = database;
    }

    List<Passkey> list() {
        return database.read(sql -> sql.list(
                LIST,
                row -> new Passkey(
                        row.number("id"),
                        row.text("name"),
                        row.text("rp_id"),
                        row.instant("created_at"),
                        row.optionalNumber("last_used_at").map(Instant::ofEpochMilli))));
    }

    List<StoredPasskey> of(RelyingParty party) {
        return database.read(sql -> sql.list(OF_PARTY, PasskeyRows::stored, party.id()));
    }

    /** The names under which there are passkeys. */
    Set<String> parties() {
        return Set.copyOf(database.read(sql -> sql.list(PARTIES, row -> row.text("rp_id"))));
    }

    /**
     * Adds a passkey and switches authentication on.
     *
     * @param onlyIfFirst whether it must be the first credential of all
     * @return its id; empty if it is known, or must be the first and is not
     */
    Optional<Long> add(RelyingParty party, String name, StoredPasskey passkey, boolean onlyIfFirst, Instant now) {
        String transports = String.join(" ", passkey.transports());
        return database.write(sql -> {
            Optional<Long> id = sql.first(
                    ADD,
                    row -> row.number("id"),
                    passkey.credential(),
                    party.id(),
                    name,
                    passkey.data(),
                    transports,
                    passkey.count(),
                    passkey.backupEligible(),
                    passkey.backedUp(),
                    now,
                    passkey.credential(),
                    onlyIfFirst);
            if (id.isEmpty()) return id;
            sql.update(SWITCH_ON);
            sql.update(END_OLD_SESSIONS);
            return id;
        });
    }

    /** Keeps the count of a passkey that signed. @return its id; empty if another signature has used the count meanwhile */
    Optional<Long> used(StoredPasskey passkey, Instant now) {
        return database.write(sql -> sql.first(
                USED,
                row -> row.number("id"),
                passkey.count(),
                passkey.backedUp(),
                now,
                passkey.credential(),
                passkey.count()));
    }

    boolean rename(long id, String name) {
        return database.write(sql -> sql.update(RENAME, name, id) > 0);
    }

    boolean remove(long id) {
        return database.write(sql -> sql.update(REMOVE, id) > 0);
    }

    private static StoredPasskey stored(Row row) throws SQLException {
        return new StoredPasskey(
                row.text("credential_id"),
                row.text("passkey_data"),
                Arrays.stream(row.text("transports").split(" "))
                        .filter(name -> !name.isEmpty())
                        .collect(Collectors.toUnmodifiableSet()),
                row.number("sign_count"),
                row.flag("backup_eligible"),
                row.flag("backed_up"));
    }
}
