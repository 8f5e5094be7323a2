package moltis.agent;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import moltis.core.ErrorCode;
import moltis.core.RequestException;
import moltis.core.model.ToolCall;
import moltis.core.model.ToolChoice;
import moltis.core.model.ToolSpec;
import moltis.core.tool.Tool;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The tools of one turn, always in the same order, since vendors cache what they have seen before. */
final class ToolSet {

    static final ToolSet EMPTY = new ToolSet(List.of());

    /** A call that was looked at before anything is done. {@code call} carries the tool's real name. */
    sealed interface Checked {
        ToolCall call();
    }

    record Ready(ToolCall call, Tool tool, ObjectNode arguments) implements Checked {}

    record Refused(ToolCall call, String reason) implements Checked {}

    private final SortedMap<String, Tool> tools = new TreeMap<>();
    private final List<ToolSpec> specs;

    ToolSet(Collection<Tool> offered) {
        for (Tool tool : offered) tools.put(tool.spec().name(), tool);
        specs = tools.values().stream().map(Tool::spec).toList();
    }

    /**
     * What a turn with these wishes may use.
     *
     * @throws RequestException if a tool must be called and none of that name may
     */
    static ToolSet permitted(Collection<Tool> all, ToolUse use, Audience audience) {
        if (use.choice() instanceof ToolChoice.None) return EMPTY;
        List<Tool> permitted = new ArrayList<>();
        for (Tool tool : all) {
            boolean open =
                    audience == Audience.OWNER || PUBLIC.contains(tool.spec().name());
            if (open && use.permits(tool.spec().name())) permitted.add(tool);
        }
        ToolSet set = new ToolSet(permitted);
        switch (use.choice()) {
            case ToolChoice.Any _ -> {
                if (set.isEmpty()) throw unavailable("a tool call is demanded, but no tool is available");
            }
            case ToolChoice.Named(var name) -> {
                if (!set.names().contains(name)) throw unavailable("the demanded tool '" + name + "' is not available");
            }
            case ToolChoice.Auto _, ToolChoice.None _ -> {}
        }
        return set;
    }

    /** Tools that read and change nothing of the owner's. */
    private static final Set<String> PUBLIC = Set.of("calc", "web_search", "web_fetch");

    boolean isEmpty() {
        return tools.isEmpty();
    }

    Set<String> names() {
        return tools.keySet();
    }

    boolean has(String name) {
        return tools.containsKey(name);
    }

    List<ToolSpec> specs() {
        return specs;
    }

    /** Finds the tool, and reads the arguments as its schema wants them. */
    Checked check(AnswerAssembly.Call made) {
        ToolCall written = made.call();
        String name = ToolNames.clean(written.name(), names());
        @Nullable Tool tool = tools.get(name);
        if (tool == null) return new Refused(named(written, name), unknown(name));
        var check = new ArgumentCheck(tool.spec().parameters());
        ObjectNode arguments = check.coerced(made.arguments().value());
        ToolCall call = new ToolCall(written.id(), name, written.arguments(), written.thoughtSignature());
        return check.complaint(arguments, made.arguments())
                .<Checked>map(complaint -> new Refused(call, complaint))
                .orElseGet(() -> new Ready(call, tool, arguments));
    }

    private static ToolCall named(ToolCall call, String name) {
        return new ToolCall(call.id(), name.isBlank() ? "unknown" : name, call.arguments(), call.thoughtSignature());
    }

    private String unknown(String name) {
        return tools.isEmpty()
                ? "unknown tool: " + name + ". No tools are available now; answer in plain text."
                : "unknown tool: " + name + ". Available tools: " + String.join(", ", names());
    }

    private static RequestException unavailable(String message) {
        return new RequestException(ErrorCode.INVALID_REQUEST, message, "Leave 'tool_choice' at auto.");
    }
}
