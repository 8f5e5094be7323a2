package moltis.access.vault;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import moltis.core.ErrorCode;
import moltis.core.RequestException;
import moltis.storage.Row;
import moltis.storage.Sql;

/** The one row of {@code vault_metadata}. */
final class VaultTable {

    private static final String FIND = """
            SELECT kdf_salt, kdf_params, wrapped_dek, recovery_wrapped_dek, recovery_key_hash, previous_dek, confirmed_at
              FROM vault_metadata
             WHERE id = 1""";
    private static final String INSERT = """
            INSERT INTO vault_metadata (id, version, kdf_salt, kdf_params, wrapped_dek, recovery_wrapped_dek,
                                        recovery_key_hash, previous_dek, confirmed_at, created_at, updated_at)
            VALUES (1, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String UPDATE = """
            UPDATE vault_metadata
               SET kdf_salt = ?, kdf_params = ?, wrapped_dek = ?, recovery_wrapped_dek = ?, recovery_key_hash = ?,
                   previous_dek = ?, confirmed_at = coalesce(confirmed_at, ?), updated_at = ?
             WHERE id = 1""";
    private static final String DELETE = "DELETE FROM vault_metadata";

    private VaultTable() {}

    static Optional<VaultRow> find(Sql sql) throws SQLException {
        return sql.first(FIND, VaultTable::read);
    }

    /** Stores {@code row} in place of {@code known}. @throws RequestException if somebody was faster */
    static void put(Sql sql, Optional<VaultRow> known, VaultRow row, Instant now) throws SQLException {
        if (!find(sql).equals(known)) {
            throw new RequestException(
                    ErrorCode.CONFLICT, "The vault changed in the meantime, so nothing was changed.", "Try again.");
        }
        Optional<Instant> confirmed = row.confirmed() ? Optional.of(now) : Optional.empty();
        if (known.isEmpty()) {
            sql.update(
                    INSERT,
                    row.kdfSalt(),
                    row.kdfParams(),
                    row.wrappedKey(),
                    row.recoveryWrappedKey(),
                    row.recoveryHash(),
                    row.previousKey(),
                    confirmed,
                    now,
                    now);
        } else {
            sql.update(
                    UPDATE,
                    row.kdfSalt(),
                    row.kdfParams(),
                    row.wrappedKey(),
                    row.recoveryWrappedKey(),
                    row.recoveryHash(),
                    row.previousKey(),
                    confirmed,
                    now);
        }
    }

    static void delete(Sql sql) throws SQLException {
        sql.update(DELETE);
    }

    private static VaultRow read(Row row) throws SQLException {
        return new VaultRow(
                row.text("kdf_salt"),
                row.text("kdf_params"),
                row.text("wrapped_dek"),
                row.text("recovery_wrapped_dek"),
                row.text("recovery_key_hash"),
                row.optionalText("previous_dek"),
                row.optionalNumber("confirmed_at").isPresent());
    }
}
