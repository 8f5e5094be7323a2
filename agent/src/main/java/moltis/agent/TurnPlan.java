package moltis.agent;

import java.time.ZoneId;
import moltis.core.model.Message;
import moltis.core.model.OpenedModel;
import moltis.core.model.ToolChoice;
import moltis.core.model.ToolMode;

/**
 * Everything that one turn works with.
 *
 * @param system the system prompt
 * @param history what was said before
 * @param message what the person says now
 * @param mode how the model is told about {@code tools}
 */
record TurnPlan(
        OpenedModel model,
        String system,
        History history,
        Message.User message,
        ToolSet tools,
        ToolChoice choice,
        ToolMode mode,
        LoopLimits limits,
        ZoneId zone) {

    TurnPlan withHistory(History other) {
        return new TurnPlan(model, system, other, message, tools, choice, mode, limits, zone);
    }

    /** How the model that {@code opened} names is told about tools, as far as there are any. */
    static ToolMode mode(OpenedModel opened, ToolSet tools) {
        return tools.isEmpty() ? ToolMode.OFF : opened.card().toolMode();
    }
}
