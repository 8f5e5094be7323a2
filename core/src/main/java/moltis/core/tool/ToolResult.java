package moltis.core.tool;

import tools.jackson.databind.JsonNode;

/** What came of a tool call, as the model will read it. */
public sealed interface ToolResult {

    record Done(JsonNode value) implements ToolResult {}

    record Failed(String message) implements ToolResult {}
}
