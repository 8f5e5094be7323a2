package moltis.access.key;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import moltis.access.Digests;
import moltis.access.RandomBytes;
import moltis.access.Scope;
import moltis.core.ErrorCode;
import moltis.core.RequestException;
import moltis.core.Secret;
import moltis.storage.Database;
import moltis.storage.Row;

/**
 * Keys for programs: {@code mk_} and 43 characters, shown once. Here are only the first eleven, to find a key by, and a
 * salted hash. Always asks the database, so a key that anybody revokes is worthless at once. Safe for use by many threads.
 */
public final class ApiKeys {

    private static final Pattern FORM = Pattern.compile("mk_[A-Za-z0-9_-]{43}");
    private static final int PREFIX = 11;
    private static final int LONGEST_LABEL = 100;
    private static final Duration NOTED_EVERY = Duration.ofMinutes(1);

    private static final String ADD = """
        INSERT INTO api_keys (label, key_prefix, key_hash, key_salt, scopes, created_at, expires_at)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        RETURNING id\
        """;
    private static final String BY_PREFIX = """
        SELECT id, label, key_prefix, scopes, created_at, expires_at, last_used_at, key_hash, key_salt
          FROM api_keys
         WHERE key_prefix = ?
           AND revoked_at IS NULL
           AND (expires_at IS NULL OR expires_at > ?)\
        """;
    private static final String LIVE = """
        SELECT id, label, key_prefix, scopes, created_at, expires_at, last_used_at
          FROM api_keys
         WHERE revoked_at IS NULL
         ORDER BY id\
        """;
    private static final String LIVES = """
        SELECT id
          FROM api_keys
         WHERE id = ?
           AND revoked_at IS NULL
           AND (expires_at IS NULL OR expires_at > ?)\
        """;
    private static final String USED = "UPDATE api_keys SET last_used_at = ? WHERE id = ?";
    private static final String REVOKE = "UPDATE api_keys SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL";

    private final Database database;
    private final InstantSource clock;
    private final RandomBytes random;

    public ApiKeys(Database database, InstantSource clock, RandomBytes random) {
        this.database = database;
        this.clock = clock;
        this.random = random;
    }

    /** @param secret the key itself, shown once */
    public record Created(ApiKey key, Secret secret) {}

    /**
     * Makes a key.
     *
     * @param scopes at least one
     * @param expiresAt in the future
     * @throws RequestException if one of them is not as it must be
     */
    public Created create(String label, Set<Scope> scopes, Optional<Instant> expiresAt) {
        String name = label.strip();
        Instant now = clock.instant();
        if (name.isEmpty()) throw RequestException.invalid("label is required");
        if (name.length() > LONGEST_LABEL)
            throw RequestException.invalid("the label may have at most " + LONGEST_LABEL + " characters");
        if (scopes.isEmpty()) throw noScopes();
        if (expiresAt.filter(end -> !end.isAfter(now)).isPresent())
            throw RequestException.invalid("the key would have expired already");
        Secret secret = Secret.of("mk_" + random.token());
        String salt = random.token();
        String prefix = secret.reveal().substring(0, PREFIX);
        String hash = Digests.hmac(salt, secret);
        String names = text(scopes);
        long id = database.write(
                sql -> sql.first(ADD, row -> row.number("id"), name, prefix, hash, salt, names, now, expiresAt)
                        .orElseThrow());
        return new Created(new ApiKey(id, name, prefix, scopes, now, expiresAt, Optional.empty()), secret);
    }

    /**
     * The scopes that a list of names asks for.
     *
     * @throws RequestException if there is none, or one that is not known; the hint lists them
     */
    public static Set<Scope> scopes(Collection<String> names) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String name : names) {
            scopes.add(Scope.of(name.strip())
                    .orElseThrow(() -> new RequestException(
                            ErrorCode.INVALID_REQUEST, "invalid scope: " + name.strip(), known())));
        }
        if (scopes.isEmpty()) throw noScopes();
        return scopes;
    }

    /** The live key that this is. Notes that it was used, at most once a minute. */
    public Optional<ApiKey> find(Secret shown) {
        String text = shown.reveal();
        if (!FORM.matcher(text).matches()) return Optional.empty();
        Instant now = clock.instant();
        List<Stored> candidates =
                database.read(sql -> sql.list(BY_PREFIX, ApiKeys::stored, text.substring(0, PREFIX), now));
        for (Stored candidate : candidates) {
            if (!Digests.equal(candidate.hash(), Digests.hmac(candidate.salt(), shown))) continue;
            noteUse(candidate.key(), now);
            return Optional.of(candidate.key());
        }
        return Optional.empty();
    }

    /** Whether the key has neither been revoked nor expired. */
    public boolean lives(long id) {
        Instant now = clock.instant();
        return database.read(sql -> sql.first(LIVES, row -> row.number("id"), id, now))
                .isPresent();
    }

    /** Those that were not revoked, the oldest first; an expired one is among them. */
    public List<ApiKey> list() {
        return database.read(sql -> sql.list(LIVE, ApiKeys::key));
    }

    /** @return whether there was such a key and it was not revoked yet */
    public boolean revoke(long id) {
        Instant now = clock.instant();
        return database.write(sql -> sql.update(REVOKE, now, id) > 0);
    }

    private void noteUse(ApiKey key, Instant now) {
        if (key.lastUsedAt().filter(last -> last.plus(NOTED_EVERY).isAfter(now)).isPresent()) return;
        database.write(sql -> sql.update(USED, now, key.id()));
    }

    private static RequestException noScopes() {
        return new RequestException(ErrorCode.INVALID_REQUEST, "a key needs at least one scope", known());
    }

    private static String known() {
        return "Scopes are: "
                + EnumSet.allOf(Scope.class).stream().map(Scope::wireName).collect(Collectors.joining(", ")) + ".";
    }

    private static String text(Set<Scope> scopes) {
        return EnumSet.copyOf(scopes).stream().map(Scope::wireName).collect(Collectors.joining(" "));
    }

    private record Stored(ApiKey key, String hash, String salt) {}

    private static Stored stored(Row row) throws SQLException {
        return new Stored(key(row), row.text("key_hash"), row.text("key_salt"));
    }

    private static ApiKey key(Row row) throws SQLException {
        List<Scope> scopes = new ArrayList<>();
        // A scope that is not known here grants nothing.
        for (String name : row.text("scopes").split(" ")) Scope.of(name).ifPresent(scopes::add);
        return new ApiKey(
                row.number("id"),
                row.text("label"),
                row.text("key_prefix"),
                Set.copyOf(scopes),
                row.instant("created_at"),
                row.optionalNumber("expires_at").map(Instant::ofEpochMilli),
                row.optionalNumber("last_used_at").map(Instant::ofEpochMilli));
    }
}
