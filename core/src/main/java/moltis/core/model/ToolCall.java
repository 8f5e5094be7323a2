package moltis.core.model;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A model asks for a tool.
 *
 * @param id the provider's id of the call; results refer to it
 * @param name the tool's name as the model wrote it
 * @param arguments normally an object; types are those that the model sent
 * @param thoughtSignature opaque vendor data that must go back to the same vendor
 */
public record ToolCall(String id, String name, JsonNode arguments, Optional<String> thoughtSignature) {

    public ToolCall(String id, String name, JsonNode arguments) {
        this(id, name, arguments, Optional.empty());
    }
}
