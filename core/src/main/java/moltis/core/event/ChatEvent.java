package moltis.core.event;

import java.util.Optional;
import moltis.core.model.ModelId;
import moltis.core.model.Usage;
import moltis.core.session.RunId;
import moltis.core.session.SessionKey;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What happens in a conversation: the event {@code chat}, whose field {@code state} tells the cases apart. */
public sealed interface ChatEvent extends ServerEvent {

    /** Which run of which session an event is about. @param clientSeq the sender's own number of the message */
    record Run(SessionKey session, RunId id, @Nullable Long clientSeq) {}

    SessionKey session();

    /** The wire's {@code state}. */
    String state();

    @Override
    default String name() {
        return "chat";
    }

    @Override
    default boolean droppable() {
        return false;
    }

    /** An event of a run. */
    sealed interface OfRun extends ChatEvent {
        Run run();

        @Override
        default SessionKey session() {
            return run().session();
        }
    }

    /** The message waits. @param position its place in line, from 1 */
    record Queued(SessionKey session, RunId run, String mode, int position) implements ChatEvent {
        @Override
        public String state() {
            return "queued";
        }
    }

    record QueueCleared(SessionKey session, int count) implements ChatEvent {
        @Override
        public String state() {
            return "queue_cleared";
        }
    }

    record Rejected(SessionKey session, String reason) implements ChatEvent {
        @Override
        public String state() {
            return "rejected";
        }
    }

    record SessionCleared(SessionKey session) implements ChatEvent {
        @Override
        public String state() {
            return "session_cleared";
        }
    }

    /**
     * From now on a summary stands for the older part of the session, when a model reads it.
     *
     * @param messageCount how many messages a model reads now
     * @param totalTokens how much that is, as far as we can guess
     * @param mode how the summary was made
     * @param usage what it cost
     */
    record Compacted(
            SessionKey session,
            int messageCount,
            long totalTokens,
            int contextWindow,
            String mode,
            Usage usage,
            @Nullable String settingsHint)
            implements ChatEvent {
        @Override
        public String state() {
            return "compact";
        }
    }

    /**
     * A turn shortens the conversation before it asks the model. Numbers are there at the start, the error when it failed.
     *
     * @param phase {@code start}, {@code done} or {@code error}
     */
    record AutoCompact(
            Run run,
            String phase,
            @Nullable Long messageCount,
            @Nullable Long estimatedNextInputTokens,
            @Nullable Long contextWindow,
            @Nullable String error)
            implements OfRun {

        public static AutoCompact started(Run run, long messages, long nextTokens, long window) {
            return new AutoCompact(run, "start", messages, nextTokens, window, null);
        }

        public static AutoCompact done(Run run) {
            return new AutoCompact(run, "done", null, null, null, null);
        }

        public static AutoCompact failed(Run run, String error) {
            return new AutoCompact(run, "error", null, null, null, error);
        }

        @Override
        public String state() {
            return "auto_compact";
        }
    }

    /** A message was stored and its run begins. */
    record UserMessage(Run run, String text, long messageIndex) implements OfRun {
        @Override
        public String state() {
            return "user_message";
        }
    }

    /** The model was asked and has not answered yet. */
    record Thinking(Run run) implements OfRun {
        @Override
        public String state() {
            return "thinking";
        }
    }

    record ThinkingDone(Run run) implements OfRun {
        @Override
        public String state() {
            return "thinking_done";
        }
    }

    /** @param text the whole reasoning so far */
    record ThinkingText(Run run, String text) implements OfRun {
        @Override
        public String state() {
            return "thinking_text";
        }
    }

    record Delta(Run run, String text) implements OfRun {
        @Override
        public String state() {
            return "delta";
        }
    }

    /** @param iteration the number of the model request in this run, from 1 */
    record Iteration(Run run, int iteration) implements OfRun {
        @Override
        public String state() {
            return "iteration";
        }
    }

    record ToolCallStart(Run run, String callId, String tool, JsonNode arguments) implements OfRun {
        @Override
        public String state() {
            return "tool_call_start";
        }
    }

    /** @param rejected the call was refused before anything was done */
    record ToolCallEnd(
            Run run,
            String callId,
            String tool,
            boolean success,
            @Nullable JsonNode result,
            @Nullable String error,
            boolean rejected,
            @Nullable JsonNode arguments)
            implements OfRun {
        @Override
        public String state() {
            return "tool_call_end";
        }
    }

    record Notice(Run run, String title, String message) implements OfRun {
        @Override
        public String state() {
            return "notice";
        }
    }

    /**
     * Another model answers from here on. To clients it is a notice with more in it.
     *
     * @param message the same in a sentence, as the transcript has it
     * @param reason why the first one could not
     */
    record ModelSwitched(Run run, ModelId from, ModelId to, String message, ChatError reason) implements OfRun {
        public static final String TITLE = "Another model answers";

        @Override
        public String state() {
            return "notice";
        }
    }

    /** The turn waits for the person. */
    record Asked(Run run, Question question) implements OfRun {
        @Override
        public String state() {
            return "question";
        }
    }

    /** The turn waits no more. @param choice what was chosen; absent when the question was withdrawn or came to its end */
    record QuestionClosed(
            Run run, String questionId, @Nullable String choice) implements OfRun {
        @Override
        public String state() {
            return "question_closed";
        }
    }

    record Retrying(Run run, ChatError error, long retryAfterMs) implements OfRun {
        @Override
        public String state() {
            return "retrying";
        }
    }

    record Steered(Run run, String text) implements OfRun {
        @Override
        public String state() {
            return "steered";
        }
    }

    /**
     * The answer is stored.
     *
     * @param usage the sum over all requests of the run
     * @param lastRequest the last request alone
     */
    record Final(
            Run run,
            String text,
            ModelId model,
            Usage usage,
            Usage lastRequest,
            long durationMs,
            long messageIndex,
            int iterations,
            int toolCallsMade,
            Optional<String> reasoning)
            implements OfRun {
        @Override
        public String state() {
            return "final";
        }
    }

    /** The run failed. {@code partialMessage} is what was stored of it, if anything. */
    record Failed(
            Run run,
            ChatError error,
            @Nullable String partialMessage,
            @Nullable Long messageIndex) implements OfRun {
        @Override
        public String state() {
            return "error";
        }
    }

    record Aborted(
            Run run,
            @Nullable String partialMessage,
            @Nullable Long messageIndex) implements OfRun {
        @Override
        public String state() {
            return "aborted";
        }
    }
}
