package moltis.access.audit;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import moltis.storage.Database;
import moltis.storage.Row;

/**
 * What happened to accounts in the last 90 days; of a flood, the last ten thousand lines. Details name things and never
 * hold a secret. Safe for use by many threads.
 */
public final class AuditLog {

    private static final Duration KEPT = Duration.ofDays(90);
    private static final int MOST = 10_000;
    private static final int LONGEST_DETAIL = 500;

    private static final String ADD = """
        INSERT INTO auth_audit_log (event_type, client_ip, detail, created_at)
        VALUES (?, ?, ?, ?)
        RETURNING id\
        """;
    private static final String PRUNE = "DELETE FROM auth_audit_log WHERE created_at < ? OR id <= ?";
    private static final String LATEST = """
        SELECT id, event_type, client_ip, detail, created_at
          FROM auth_audit_log
         WHERE created_at >= ?
         ORDER BY id DESC
         LIMIT ?\
        """;

    private final Database database;
    private final InstantSource clock;

    public AuditLog(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** @param address from where; empty for a command on this machine @param detail such as {@code id=3, label=ci} */
    public void add(AuditEvent event, Optional<String> address, String detail) {
        Instant now = clock.instant();
        String said = detail.length() <= LONGEST_DETAIL ? detail : detail.substring(0, LONGEST_DETAIL);
        Optional<String> text = said.isEmpty() ? Optional.empty() : Optional.of(said);
        database.write(sql -> {
            long id = sql.first(ADD, row -> row.number("id"), event.wireName(), address, text, now)
                    .orElseThrow();
            return sql.update(PRUNE, now.minus(KEPT), id - MOST);
        });
    }

    /** The newest first. */
    public List<AuditEntry> latest(int limit) {
        Instant oldest = clock.instant().minus(KEPT);
        return database.read(sql -> sql.list(LATEST, AuditLog::entry, oldest, limit));
    }

    private static AuditEntry entry(Row row) throws SQLException {
        return new AuditEntry(
                row.number("id"),
                row.text("event_type"),
                row.optionalText("client_ip"),
                row.optionalText("detail"),
                row.instant("created_at"));
    }
}
