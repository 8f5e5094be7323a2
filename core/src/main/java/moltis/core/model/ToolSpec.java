package moltis.core.model;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a model is told about a tool.
 *
 * @param name {@code [A-Za-z0-9_-]{1,64}}
 * @param parameters a JSON Schema of type {@code object}
 * @param strict whether the model is held to the schema; empty lets the wire decide, which may then change the schema
 */
public record ToolSpec(String name, String description, ObjectNode parameters, Optional<Boolean> strict) {

    public ToolSpec(String name, String description, ObjectNode parameters) {
        this(name, description, parameters, Optional.empty());
    }
}
