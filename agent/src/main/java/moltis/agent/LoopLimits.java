package moltis.agent;

import java.time.Duration;

/**
 * How far a turn may go ({@code [tools]} of the configuration).
 *
 * @param timeout how long a turn may go without any progress: no byte from the model, no tool that ends; zero is no limit
 * @param maxIterations model requests in one turn
 * @param maxAutoContinues how often a model that stops in the middle of work is told to go on
 * @param autoContinueMinToolCalls after how many tool calls that is done
 * @param maxToolResultBytes how much of one tool result the model gets to read
 * @param loopWindow how many equal failures in a row count as a loop; 0 switches this off
 * @param stripToolsOnSecondFire whether the tools are taken away for one request when the model goes on looping
 * @param toolResultCompactionPercent of the context window, from which old tool results are left out; 0 is never
 * @param overflowPercent of the context window, above which no request is made
 * @param compactionMinIterations tool results are only left out after this many requests of the turn
 */
public record LoopLimits(
        Duration timeout,
        int maxIterations,
        int maxAutoContinues,
        int autoContinueMinToolCalls,
        int maxToolResultBytes,
        int loopWindow,
        boolean stripToolsOnSecondFire,
        int toolResultCompactionPercent,
        int overflowPercent,
        int compactionMinIterations) {

    private static final int DEFAULT_ITERATIONS = 25;

    public static final LoopLimits DEFAULT =
            new LoopLimits(Duration.ofMinutes(10), DEFAULT_ITERATIONS, 2, 3, 50_000, 2, true, 75, 90, 3);

    public LoopLimits {
        if (maxIterations <= 0) maxIterations = DEFAULT_ITERATIONS;
        if (overflowPercent <= toolResultCompactionPercent)
            throw new IllegalArgumentException("the overflow share must exceed the compaction share");
    }

    public LoopLimits withTimeout(Duration limit) {
        return new LoopLimits(
                limit,
                maxIterations,
                maxAutoContinues,
                autoContinueMinToolCalls,
                maxToolResultBytes,
                loopWindow,
                stripToolsOnSecondFire,
                toolResultCompactionPercent,
                overflowPercent,
                compactionMinIterations);
    }
}
