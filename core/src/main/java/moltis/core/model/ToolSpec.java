package moltis.core.model;

import tools.jackson.databind.node.ObjectNode;

/**
 * What a model is told about a tool.
 *
 * @param name {@code [A-Za-z0-9_-]{1,64}}
 * @param parameters a JSON Schema of type {@code object}
 */
public record ToolSpec(String name, String description, ObjectNode parameters) {}
