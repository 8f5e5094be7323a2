package moltis.providers.wire;

import java.util.List;
import java.util.OptionalLong;
import moltis.core.model.Usage;
import tools.jackson.databind.JsonNode;

/** Finds token counters wherever a vendor puts them, and makes the buckets disjoint. */
final class UsageCounters {

    private static final List<String> INCLUSIVE_INPUT = List.of("prompt_tokens", "promptTokens");
    private static final List<String> INPUT = List.of("input_tokens", "inputTokens");
    private static final List<String> OUTPUT =
            List.of("completion_tokens", "completionTokens", "output_tokens", "outputTokens");
    private static final List<String> NESTED_READ = List.of(
            "prompt_tokens_details/cached_tokens",
            "promptTokensDetails/cachedTokens",
            "input_tokens_details/cached_tokens",
            "inputTokensDetails/cachedTokens");
    private static final List<String> READ = List.of(
            "cache_read_input_tokens",
            "cacheReadInputTokens",
            "input_tokens_details/cache_read_input_tokens",
            "input_tokens_details/cacheReadInputTokens",
            "prompt_cache_hit_tokens",
            "cached_tokens");
    private static final List<String> WRITE = List.of(
            "cache_creation_input_tokens",
            "cacheCreationInputTokens",
            "input_tokens_details/cache_creation_input_tokens",
            "input_tokens_details/cacheCreationInputTokens");

    private static final List<String> REASONING = List.of(
            "completion_tokens_details/reasoning_tokens",
            "output_tokens_details/reasoning_tokens",
            "completionTokensDetails/reasoningTokens",
            "reasoning_tokens");

    private UsageCounters() {}

    /** The usage object of a chunk, or a missing node. */
    static JsonNode in(JsonNode chunk) {
        JsonNode choice = chunk.path("choices").path(0);
        for (JsonNode candidate : List.of(
                chunk.path("usage"),
                choice.path("usage"),
                choice.path("delta").path("usage"),
                choice.path("message").path("usage"))) {
            if (candidate.isObject()) return candidate;
        }
        return chunk.path("x_groq").path("usage");
    }

    static Usage read(JsonNode usage) {
        OptionalLong nestedRead = first(usage, NESTED_READ);
        long read = nestedRead.isPresent()
                ? nestedRead.getAsLong()
                : first(usage, READ).orElse(0);
        long write = first(usage, WRITE).orElse(0);
        OptionalLong inclusive = first(usage, INCLUSIVE_INPUT);
        if (inclusive.isEmpty() && nestedRead.isPresent()) inclusive = first(usage, INPUT);
        long input = inclusive.isPresent()
                ? Math.max(0, inclusive.getAsLong() - read - write)
                : first(usage, INPUT).orElse(0);
        return new Usage(
                input,
                first(usage, OUTPUT).orElse(0),
                read,
                write,
                first(usage, REASONING).orElse(0));
    }

    static OptionalLong number(JsonNode value) {
        if (value.isNumber()) return OptionalLong.of(Math.max(0, value.asLong()));
        if (value.isString() && value.asString().matches("\\d{1,18}")) {
            return OptionalLong.of(Long.parseLong(value.asString()));
        }
        return OptionalLong.empty();
    }

    private static OptionalLong first(JsonNode usage, List<String> paths) {
        for (String path : paths) {
            int slash = path.indexOf('/');
            OptionalLong found = number(
                    slash < 0
                            ? usage.path(path)
                            : usage.path(path.substring(0, slash)).path(path.substring(slash + 1)));
            if (found.isPresent()) return found;
        }
        return OptionalLong.empty();
    }
}
