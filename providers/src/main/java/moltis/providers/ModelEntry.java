package moltis.providers;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A model as {@code models.list} and {@code models.list_all} show it; the wire expects the nulls.
 *
 * @param createdAt in seconds since 1970
 * @param disabled absent from {@code models.list}, which has only enabled ones
 * @param contextWindow how many tokens the model takes here
 * @param local whether it runs on this machine or in the person's own network
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ModelEntry(
        String id,
        String provider,
        String displayName,
        boolean supportsTools,
        boolean supportsVision,
        boolean supportsReasoning,
        boolean preferred,
        boolean recommended,
        @Nullable Long createdAt,
        boolean unsupported,
        @Nullable String unsupportedReason,
        @Nullable String unsupportedProvider,
        @Nullable Long unsupportedUpdatedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean disabled,
        int contextWindow,
        boolean local) {}
