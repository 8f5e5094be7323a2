package moltis.tools;

import moltis.core.json.Json;
import moltis.core.model.ToolSpec;
import moltis.core.tool.Tool;
import moltis.core.tool.ToolInvocation;
import moltis.core.tool.ToolResult;
import tools.jackson.databind.JsonNode;

/** Works out arithmetic, which models do badly. */
final class CalcTool implements Tool {

    private static final double LARGEST_LONG = 0x1p63;

    private static final ToolSpec SPEC = new ToolSpec(
            "calc", "Works out an arithmetic expression with + - * / % ^ and parentheses.", Schemas.of("""
                    {"type":"object","properties":{
                     "expression":{"type":"string","description":"for example (2 + 3) * 4^2"},
                     "expr":{"type":"string","description":"the same as expression"}}}"""));

    @Override
    public ToolSpec spec() {
        return SPEC;
    }

    @Override
    public ToolResult execute(ToolInvocation invocation) {
        JsonNode arguments = invocation.arguments();
        String text = arguments.path("expression").asString("").strip();
        if (text.isEmpty()) text = arguments.path("expr").asString("").strip();
        if (text.isEmpty()) return new ToolResult.Failed("missing required field 'expression'");
        double value;
        try {
            value = Expression.evaluate(text);
        } catch (ArithmeticException wrong) {
            return new ToolResult.Failed(String.valueOf(wrong.getMessage()));
        }
        var result = Json.object();
        if (value == Math.rint(value) && value >= -LARGEST_LONG && value < LARGEST_LONG)
            result.put("result", (long) value);
        else result.put("result", value);
        return new ToolResult.Done(result.put("normalized_expr", text.replaceAll("\\s+", "")));
    }
}
