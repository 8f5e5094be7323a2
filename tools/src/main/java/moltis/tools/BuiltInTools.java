package moltis.tools;

import java.time.Clock;
import java.util.List;
import moltis.core.tool.Tool;

/** The tools that come with the server. */
public final class BuiltInTools {

    private BuiltInTools() {}

    public static List<Tool> create(Clock clock) {
        return List.of(new CalcTool(), new DateTimeTool(clock));
    }
}
