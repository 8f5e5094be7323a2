package moltis.agent;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import moltis.core.model.ToolChoice;

/**
 * Which tools one turn may use. Every field can only narrow what the server offers.
 *
 * @param streamOnly no tools at all
 * @param active the only tools that the model sees; empty means all
 * @param allow name patterns ({@code *} at the end matches the rest) of which a tool must match one; empty allows all
 * @param deny name patterns that take a tool away, whatever {@code allow} says
 */
public record ToolUse(
        boolean streamOnly, Optional<Set<String>> active, ToolChoice choice, List<String> allow, List<String> deny) {

    public static final ToolUse ALL = new ToolUse(false, Optional.empty(), ToolChoice.AUTO, List.of(), List.of());
    public static final ToolUse NONE = new ToolUse(true, Optional.empty(), ToolChoice.AUTO, List.of(), List.of());

    public ToolUse {
        active = active.map(Set::copyOf);
        allow = List.copyOf(allow);
        deny = List.copyOf(deny);
    }

    /** Whether this turn may use the tool of that name. */
    public boolean permits(String tool) {
        if (streamOnly) return false;
        if (active.isPresent() && !active.get().contains(tool)) return false;
        return (allow.isEmpty() || matchesOne(allow, tool)) && !matchesOne(deny, tool);
    }

    private static boolean matchesOne(List<String> patterns, String tool) {
        for (String pattern : patterns) {
            if (pattern.endsWith("*")
                    ? tool.startsWith(pattern.substring(0, pattern.length() - 1))
                    : tool.equals(pattern)) return true;
        }
        return false;
    }
}
