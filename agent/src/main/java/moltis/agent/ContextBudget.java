package moltis.agent;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import moltis.core.ErrorCode;
import moltis.core.TurnException;
import moltis.core.model.ContentPart;
import moltis.core.model.Message;
import moltis.core.model.ToolMode;

/** Keeps the requests of one turn inside the model's context window. */
final class ContextBudget {

    private static final int UNKNOWN_WINDOW = 200_000;
    private static final int WORTH_LEAVING_OUT = 200;
    private static final String LEFT_OUT = "[tool result compacted to preserve context budget]";

    private final LoopLimits limits;
    private final History history;
    private final int fixed;
    private final int window;
    private History.Fit fit;

    /** @param fixed the tokens of everything but the history and what this turn adds */
    ContextBudget(int window, LoopLimits limits, int fixed, History history) {
        this.window = window(window);
        this.limits = limits;
        this.fixed = fixed;
        this.history = history;
        this.fit = history.fitting(Math.max(0, share(limits.overflowPercent()) - fixed));
    }

    /** The tokens of a turn's request without its history. */
    static int fixed(TurnPlan plan) {
        int fixed = MessageSize.tokens(plan.system()) + MessageSize.tokens(plan.message());
        if (plan.mode() == ToolMode.NATIVE)
            fixed += MessageSize.specTokens(plan.tools().specs());
        return fixed;
    }

    static int window(int known) {
        return known > 0 ? known : UNKNOWN_WINDOW;
    }

    /** Whether this turn is the first that has to do without something older. */
    boolean justCut() {
        return fit.justCut();
    }

    /** Makes room after the vendor found a request too long, against our guess. @return false if nothing is left to drop */
    boolean shrink() {
        int before = fit.messages().size();
        if (before == 0) return false;
        int size = fit.messages().stream().mapToInt(MessageSize::tokens).sum();
        fit = history.fitting(size / 2);
        return fit.messages().size() < before;
    }

    /**
     * The history that fits and what the turn added, with old tool results left out where that is needed.
     *
     * @throws TurnException {@code CONTEXT_TOO_LONG} if it is too much even so
     */
    List<Message> messages(List<Message> added, int iteration) {
        List<Message> all = new ArrayList<>(fit.messages().size() + added.size());
        all.addAll(fit.messages());
        all.addAll(added);
        if (all.stream().noneMatch(Message.ToolAnswer.class::isInstance)) return all;
        long tokens = fixed + all.stream().mapToLong(MessageSize::tokens).sum();
        int percent = limits.toolResultCompactionPercent();
        if (percent > 0 && iteration > limits.compactionMinIterations()) tokens = leaveOut(all, tokens, share(percent));
        if (tokens > share(limits.overflowPercent()))
            throw new TurnException(
                    ErrorCode.CONTEXT_TOO_LONG,
                    "The conversation no longer fits into the model's context window of " + window + " tokens.",
                    "Start a new session, or choose a model with a larger window.");
        return all;
    }

    private static long leaveOut(List<Message> all, long tokens, int target) {
        for (int i = 0; i < all.size() && tokens > target; i++) {
            if (all.get(i) instanceof Message.ToolAnswer answer && bytes(answer) >= WORTH_LEAVING_OUT) {
                var shorter = new Message.ToolAnswer(
                        answer.callId(), List.of(new ContentPart.Text(LEFT_OUT)), answer.failed());
                tokens -= MessageSize.tokens(answer) - MessageSize.tokens(shorter);
                all.set(i, shorter);
            }
        }
        return tokens;
    }

    private static int bytes(Message.ToolAnswer answer) {
        int sum = 0;
        for (ContentPart part : answer.parts()) {
            sum += switch (part) {
                case ContentPart.Text(var text) -> text.getBytes(StandardCharsets.UTF_8).length;
                case ContentPart.Image(var _, var base64) -> base64.length();
            };
        }
        return sum;
    }

    private int share(int percent) {
        return (int) (window * (long) percent / 100);
    }
}
