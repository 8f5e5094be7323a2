package moltis.agent;

import moltis.core.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How one tool call ended.
 *
 * @param result what the tool gave, also when that says it failed; null when there is an error text instead
 * @param error what the model reads instead of a result
 * @param rejected nothing was done, because the call itself was wrong
 */
record ToolOutcome(
        boolean success,
        @Nullable JsonNode result,
        @Nullable String error,
        boolean rejected) {

    static ToolOutcome done(JsonNode result) {
        boolean failed = result.hasNonNull("error")
                || (result.path("success").isBoolean()
                        && !result.path("success").booleanValue());
        return new ToolOutcome(!failed, result, null, false);
    }

    static ToolOutcome failed(String error) {
        return new ToolOutcome(false, null, error, false);
    }

    static ToolOutcome rejected(String error) {
        return new ToolOutcome(false, null, error, true);
    }

    /** The words that the model reads: now, and whenever the transcript is replayed. */
    String forModel(int maxBytes) {
        return ToolResultText.clean(text(), maxBytes);
    }

    private String text() {
        if (error != null) return "Error: " + error;
        if (result == null || result.isNull()) return "(no result)";
        return result.isString() ? result.stringValue() : Json.write(result);
    }
}
