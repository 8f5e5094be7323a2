package moltis.agent;

import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import moltis.core.event.ChatEvent;
import moltis.core.model.ToolCall;
import moltis.core.tool.Tool;
import moltis.core.tool.ToolInvocation;
import moltis.core.tool.ToolResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/** Runs the calls of one answer side by side and stores their results in the model's order. */
final class ToolBatch {

    private static final Logger log = LoggerFactory.getLogger(ToolBatch.class);

    private final TurnWriter writer;
    private final ZoneId zone;
    private final Clock clock;

    ToolBatch(TurnWriter writer, ZoneId zone, Clock clock) {
        this.writer = writer;
        this.zone = zone;
        this.clock = clock;
    }

    /**
     * Answers every call. An interrupt stops all tools and is passed on without waiting for a tool that does not react.
     *
     * @return the outcomes, in the order of {@code calls}
     */
    List<ToolOutcome> run(List<ToolSet.Checked> calls) throws InterruptedException {
        List<Running> running = new ArrayList<>();
        try {
            for (ToolSet.Checked call : calls) running.add(start(call));
            List<ToolOutcome> outcomes = new ArrayList<>();
            for (Running one : running) {
                ToolOutcome outcome = one.outcome().get();
                writer.answered(one.call(), outcome);
                outcomes.add(outcome);
            }
            return outcomes;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a tool call can't fail without an outcome", e.getCause());
        } finally {
            running.forEach(one -> one.outcome().cancel(true));
        }
    }

    private record Running(ToolCall call, FutureTask<ToolOutcome> outcome) {}

    private Running start(ToolSet.Checked checked) throws InterruptedException {
        switch (checked) {
            case ToolSet.Refused(var call, var reason) -> {
                var outcome = new FutureTask<>(() -> ToolOutcome.rejected(reason));
                outcome.run();
                return new Running(call, outcome);
            }
            case ToolSet.Ready(var call, var tool, var arguments) -> {
                Turn turn = writer.turn();
                turn.callStarted(call, clock.instant());
                turn.tell(new ChatEvent.ToolCallStart(turn.run(), call.id(), call.name(), arguments));
                var outcome = new FutureTask<>(() -> execute(call, tool, arguments));
                Thread.ofVirtual().name("tool-" + call.name()).start(outcome);
                return new Running(call, outcome);
            }
        }
    }

    private ToolOutcome execute(ToolCall call, Tool tool, ObjectNode arguments) throws InterruptedException {
        Turn turn = writer.turn();
        try {
            var invocation = new ToolInvocation(call.id(), arguments, turn.session(), turn.id(), zone);
            return switch (tool.execute(invocation)) {
                case ToolResult.Done(var value) -> ToolOutcome.done(value);
                case ToolResult.Failed(var message) -> ToolOutcome.failed(message);
            };
        } catch (RuntimeException e) {
            log.atWarn()
                    .addKeyValue("tool", call.name())
                    .addKeyValue("run", turn.id())
                    .setCause(e)
                    .log("tool failed unexpectedly");
            return ToolOutcome.failed("the tool failed for a reason inside the server");
        } finally {
            turn.moved();
        }
    }
}
