package moltis.testing.model;

import java.util.List;
import java.util.Set;

/**
 * What a script may look at.
 *
 * @param lastUserText what the person wrote last
 * @param toolResults the results that came after it, in order
 * @param tools the names of the tools on offer
 * @param number how many requests this model has had, this one included
 */
public record Asked(String lastUserText, List<String> toolResults, Set<String> tools, int number) {
    public Asked {
        toolResults = List.copyOf(toolResults);
        tools = Set.copyOf(tools);
    }
}
