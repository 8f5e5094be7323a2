package moltis.providers;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A model as its provider lists it; what the provider doesn't say is null.
 *
 * @param contextTokens how much the server will really take
 */
record ListedModel(
        String id,
        @Nullable String displayName,
        @Nullable Instant createdAt,
        @Nullable Integer contextTokens,
        @Nullable Boolean tools,
        @Nullable Boolean vision,
        @Nullable Boolean reasoning) {

    ListedModel withContext(int tokens) {
        return new ListedModel(id, displayName, createdAt, tokens, tools, vision, reasoning);
    }

    static ListedModel named(String id) {
        return new ListedModel(id, null, null, null, null, null, null);
    }
}
