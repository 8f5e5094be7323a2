package moltis.agent;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import moltis.core.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Notices when a model goes round in circles. Two rules: a row of equal failures, which first earns a word and then a
 * request without tools; and the same call with the same outcome again and again, whether it fails or not.
 */
final class LoopDetector {

    /** What to do before the next request. */
    sealed interface Advice {
        record GoOn() implements Advice {}

        record Nudge(String tool) implements Advice {}

        record StripTools(String tool) implements Advice {}

        /** @param times how often the call came */
        record End(String tool, int times) implements Advice {}
    }

    private record Failure(String tool, String arguments, String error) {}

    private static final int TELL_AT = 3;
    private static final int END_AT = 4;
    private static final int END_UNKNOWN_AT = 2;

    private final int window;
    private final boolean strips;
    private final Deque<Failure> failures = new ArrayDeque<>();
    private final Map<String, String> lastOutcome = new HashMap<>();
    private final Map<String, Integer> repeats = new HashMap<>();
    private final Map<String, Integer> unknown = new HashMap<>();
    private final Set<String> seenInBatch = new HashSet<>();

    private boolean nudged;
    private boolean fired;
    private Advice worst = new Advice.GoOn();

    LoopDetector(LoopLimits limits) {
        window = limits.loopWindow();
        strips = limits.stripToolsOnSecondFire();
    }

    /** Notes how one call of the present batch ended. @param known whether there is such a tool */
    void record(String tool, JsonNode arguments, ToolOutcome outcome, boolean known) {
        if (window == 0) return;
        String sent = canonical(arguments);
        String came = outcome.error() != null ? outcome.error() : String.valueOf(outcome.result());
        String call = tool + ' ' + sent;
        if (seenInBatch.add(call)) {
            if (known) countRepeat(tool, call, came);
            else if (unknown.merge(tool, 1, Integer::sum) >= END_UNKNOWN_AT)
                worst = new Advice.End(tool, END_UNKNOWN_AT);
        }
        if (outcome.success()) {
            failures.clear();
            nudged = false;
            fired = false;
            return;
        }
        failures.addLast(new Failure(tool, sent, came));
        if (failures.size() > window) failures.removeFirst();
        fired = isLoop();
    }

    /** What the batch that ends here means; the next call begins another one. */
    Advice endOfBatch() {
        seenInBatch.clear();
        Advice advice = worst;
        worst = new Advice.GoOn();
        if (advice instanceof Advice.End || !fired) return advice;
        fired = false;
        @Nullable Failure last = failures.peekLast();
        String tool = last == null ? "" : last.tool();
        if (!nudged || !strips) {
            nudged = true;
            return new Advice.Nudge(tool);
        }
        nudged = false;
        failures.clear();
        return new Advice.StripTools(tool);
    }

    private void countRepeat(String tool, String call, String came) {
        int times = came.equals(lastOutcome.put(call, came)) ? repeats.merge(call, 1, Integer::sum) : 1;
        repeats.put(call, times);
        if (times >= END_AT) worst = new Advice.End(tool, times);
        else if (times == TELL_AT && worst instanceof Advice.GoOn) worst = new Advice.Nudge(tool);
    }

    private boolean isLoop() {
        if (failures.size() < window) return false;
        Failure first = failures.getFirst();
        boolean sameArguments = failures.stream()
                .allMatch(it -> it.tool().equals(first.tool()) && it.arguments().equals(first.arguments()));
        boolean sameError = failures.stream()
                .allMatch(it -> it.tool().equals(first.tool()) && it.error().equals(first.error()));
        return sameArguments || sameError;
    }

    /** The same text for the same arguments, whatever the order of their fields. */
    private static String canonical(JsonNode node) {
        if (node.isObject()) {
            StringBuilder text = new StringBuilder("{");
            node.properties().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(field -> text.append(Json.write(field.getKey()))
                            .append(':')
                            .append(canonical(field.getValue()))
                            .append(','));
            return text.append('}').toString();
        }
        if (node.isArray()) {
            StringBuilder text = new StringBuilder("[");
            node.forEach(item -> text.append(canonical(item)).append(','));
            return text.append(']').toString();
        }
        return Json.write(node);
    }
}
