package moltis.access.key;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import moltis.access.Scope;

/**
 * A key with which a program comes in, without the key itself.
 *
 * @param prefix the first characters, by which the person tells keys apart
 * @param scopes never empty
 * @param lastUsedAt exact to a minute
 */
public record ApiKey(
        long id,
        String label,
        String prefix,
        Set<Scope> scopes,
        Instant createdAt,
        Optional<Instant> expiresAt,
        Optional<Instant> lastUsedAt) {

    public ApiKey {
        scopes = Set.copyOf(scopes);
    }
}
