package moltis.providers;

import java.util.Optional;
import moltis.core.MoltisException;

/**
 * How the last real request to a provider ended, in this process.
 *
 * @param at in milliseconds since 1970
 * @param kind of the failure, as {@link ProviderErrorExplanation} names it
 */
public record LastUse(long at, boolean ok, Optional<String> error, Optional<String> hint, Optional<String> kind) {

    static LastUse of(ProviderHealth.LastUse use) {
        return new LastUse(
                use.at().toEpochMilli(),
                use.failure().isEmpty(),
                use.failure().map(MoltisException::sentence),
                use.failure().map(MoltisException::hint).filter(hint -> !hint.isEmpty()),
                use.failure().map(ProviderErrorExplanation::kind));
    }
}
