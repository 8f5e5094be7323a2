package moltis.access.session;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import moltis.access.Digests;
import moltis.access.RandomBytes;
import moltis.core.Secret;
import moltis.storage.Database;
import moltis.storage.Row;

/**
 * Who is signed in: at most ten browsers, each for 30 days after its sign-in. The token is with the browser; here is only
 * its hash. Always asks the database, so a session that anybody ends is over at once. Safe for use by many threads.
 */
public final class BrowserSessions {

    public static final Duration LIFETIME = Duration.ofDays(30);
    public static final int MOST = 10;

    private static final Duration NOTED_EVERY = Duration.ofMinutes(1);
    private static final int LONGEST_AGENT = 300;

    private static final String FIND = """
        SELECT id, method, address, user_agent, created_at, last_used_at, expires_at
          FROM auth_sessions
         WHERE token_hash = ?
           AND expires_at > ?\
        """;
    private static final String LIVES = "SELECT id FROM auth_sessions WHERE id = ? AND expires_at > ?";
    private static final String LIST = """
        SELECT id, method, address, user_agent, created_at, last_used_at, expires_at
          FROM auth_sessions
         WHERE expires_at > ?
         ORDER BY last_used_at DESC, id DESC\
        """;
    private static final String ADD = """
        INSERT INTO auth_sessions (token_hash, method, address, user_agent, created_at, last_used_at, expires_at)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        RETURNING id\
        """;
    private static final String PURGE = "DELETE FROM auth_sessions WHERE expires_at <= ?";
    private static final String MAKE_ROOM = """
        DELETE FROM auth_sessions
         WHERE id IN (SELECT id FROM auth_sessions ORDER BY created_at DESC, id DESC LIMIT -1 OFFSET ?)\
        """;
    private static final String USED = "UPDATE auth_sessions SET last_used_at = ? WHERE id = ?";
    private static final String END = "DELETE FROM auth_sessions WHERE id = ?";
    private static final String END_OTHERS = "DELETE FROM auth_sessions WHERE id <> ?";

    private final Database database;
    private final InstantSource clock;
    private final RandomBytes random;

    public BrowserSessions(Database database, InstantSource clock, RandomBytes random) {
        this.database = database;
        this.clock = clock;
        this.random = random;
    }

    /** @param token for the browser, shown once */
    public record Begun(BrowserSession session, Secret token) {}

    /** Signs a browser in. The eleventh takes the place of the one that signed in longest ago. */
    public Begun begin(SignInMethod method, String address, String userAgent) {
        Secret token = Secret.of(random.token());
        String hash = Digests.sha256(token);
        Instant now = clock.instant();
        String agent = userAgent.length() <= LONGEST_AGENT ? userAgent : userAgent.substring(0, LONGEST_AGENT);
        Instant end = now.plus(LIFETIME);
        long id = database.write(sql -> {
            sql.update(PURGE, now);
            sql.update(MAKE_ROOM, MOST - 1);
            return sql.first(ADD, row -> row.number("id"), hash, method.wireName(), address, agent, now, now, end)
                    .orElseThrow();
        });
        return new Begun(new BrowserSession(id, method, address, agent, now, now, end), token);
    }

    /** The live session of this token. Notes that it was used, at most once a minute. */
    public Optional<BrowserSession> find(Secret token) {
        String hash = Digests.sha256(token);
        Instant now = clock.instant();
        Optional<BrowserSession> found = database.read(sql -> sql.first(FIND, BrowserSessions::session, hash, now));
        if (found.isPresent() && found.get().lastUsedAt().plus(NOTED_EVERY).isBefore(now)) {
            long id = found.get().id();
            database.write(sql -> sql.update(USED, now, id));
        }
        return found;
    }

    /** Whether the session has not ended yet. */
    public boolean lives(long id) {
        Instant now = clock.instant();
        return database.read(sql -> sql.first(LIVES, row -> row.number("id"), id, now))
                .isPresent();
    }

    /** The live ones, the last used first. */
    public List<BrowserSession> list() {
        Instant now = clock.instant();
        return database.read(sql -> sql.list(LIST, BrowserSessions::session, now));
    }

    /** @return whether there was such a session */
    public boolean end(long id) {
        return database.write(sql -> sql.update(END, id) > 0);
    }

    /** Ends all but one. @return how many ended */
    public int endOthers(long id) {
        return database.write(sql -> sql.update(END_OTHERS, id));
    }

    private static BrowserSession session(Row row) throws SQLException {
        return new BrowserSession(
                row.number("id"),
                SignInMethod.of(row.text("method")),
                row.text("address"),
                row.text("user_agent"),
                row.instant("created_at"),
                row.instant("last_used_at"),
                row.instant("expires_at"));
    }
}
