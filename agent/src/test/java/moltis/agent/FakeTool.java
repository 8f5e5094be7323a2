package moltis.agent;

import moltis.core.json.Json;
import moltis.core.model.ToolSpec;
import moltis.core.tool.Tool;
import moltis.core.tool.ToolInvocation;
import moltis.core.tool.ToolResult;
import tools.jackson.databind.node.ObjectNode;

/** A tool that does what a test says. */
record FakeTool(ToolSpec spec, Work work) implements Tool {

    interface Work {
        ToolResult of(ToolInvocation invocation) throws InterruptedException;
    }

    static FakeTool named(String name, Work work) {
        return named(name, "{\"type\":\"object\",\"properties\":{}}", work);
    }

    static FakeTool named(String name, String schema, Work work) {
        return new FakeTool(new ToolSpec(name, "Does " + name + ".", (ObjectNode) Json.parse(schema)), work);
    }

    /** Gives its input back. */
    static FakeTool echo() {
        return named(
                "echo",
                "{\"type\":\"object\",\"properties\":{\"input\":{\"type\":\"string\"}},\"required\":[\"input\"]}",
                invocation -> new ToolResult.Done(Json.object()
                        .put("echo", invocation.arguments().path("input").asString())));
    }

    @Override
    public ToolResult execute(ToolInvocation invocation) throws InterruptedException {
        return work.of(invocation);
    }
}
