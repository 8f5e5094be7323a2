package moltis.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import moltis.core.event.ChatError;
import moltis.core.event.ChatEvent;
import moltis.core.event.Question;
import moltis.core.event.ServerEvent;
import moltis.core.json.Json;
import moltis.core.model.ModelId;
import moltis.core.model.Usage;
import moltis.core.session.RunId;
import moltis.core.session.SessionKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

class EventEncoderTest {

    private static final ChatEvent.Run RUN = Frames.run("r1");
    private static final ChatError ERROR = new ChatError(
            "rate_limit_exceeded",
            "PROVIDER_RATE_LIMITED",
            "Rate limited",
            "Too many requests.",
            "Wait.",
            Optional.of("openai"),
            1500L,
            true);

    @ParameterizedTest(name = "{0}")
    @MethodSource("everyEvent")
    void every_event_has_the_names_of_the_protocol(ServerEvent event, String payload) {
        var frame = Frames.json(new EventEncoder().encode(event).bytes(9));

        assertThat(frame)
                .isEqualTo(Json.object()
                        .put("type", "event")
                        .put("event", event.name())
                        .<ObjectNode>set("payload", Json.parse(payload))
                        .put("seq", 9));
    }

    static Stream<Arguments> everyEvent() {
        String run = "\"runId\":\"r1\",\"sessionKey\":\"main\",\"seq\":3,";
        String main = "\"sessionKey\":\"main\",";
        String error = "\"error\":{\"type\":\"rate_limit_exceeded\",\"code\":\"PROVIDER_RATE_LIMITED\","
                + "\"title\":\"Rate limited\",\"detail\":\"Too many requests.\",\"hint\":\"Wait.\","
                + "\"provider\":\"openai\",\"retryAfterMs\":1500,\"canContinue\":true}";
        return Stream.of(
                Arguments.of(new ChatEvent.Delta(RUN, "a\"b"), "{" + run + "\"state\":\"delta\",\"text\":\"a\\\"b\"}"),
                Arguments.of(
                        new ChatEvent.Queued(SessionKey.MAIN, new RunId("r1"), "followup", 2),
                        "{" + main + "\"state\":\"queued\",\"runId\":\"r1\",\"mode\":\"followup\",\"position\":2}"),
                Arguments.of(
                        new ChatEvent.QueueCleared(SessionKey.MAIN, 4),
                        "{" + main + "\"state\":\"queue_cleared\",\"count\":4}"),
                Arguments.of(
                        new ChatEvent.Rejected(SessionKey.MAIN, "no"),
                        "{" + main + "\"state\":\"rejected\",\"reason\":\"no\"}"),
                Arguments.of(
                        new ChatEvent.SessionCleared(SessionKey.MAIN), "{" + main + "\"state\":\"session_cleared\"}"),
                Arguments.of(
                        new ChatEvent.Compacted(
                                SessionKey.MAIN, 3, 90, 1000, "structured", new Usage(1, 2, 3, 4), "see"),
                        "{" + main + "\"state\":\"compact\",\"phase\":\"done\",\"messageCount\":3,\"totalTokens\":90,"
                                + "\"contextWindow\":1000,\"mode\":\"structured\",\"compactionInputTokens\":8,"
                                + "\"compactionOutputTokens\":2,\"compactionTotalTokens\":10,\"settingsHint\":\"see\"}"),
                Arguments.of(
                        ChatEvent.AutoCompact.started(RUN, 9, 950, 1000),
                        "{" + run + "\"state\":\"auto_compact\",\"phase\":\"start\",\"messageCount\":9,"
                                + "\"estimatedNextInputTokens\":950,\"contextWindow\":1000}"),
                Arguments.of(
                        ChatEvent.AutoCompact.done(RUN),
                        "{" + run
                                + "\"state\":\"auto_compact\",\"phase\":\"done\",\"compactBroadcastPath\":\"inner\"}"),
                Arguments.of(
                        ChatEvent.AutoCompact.failed(RUN, "no"),
                        "{" + run + "\"state\":\"auto_compact\",\"phase\":\"error\",\"error\":\"no\"}"),
                Arguments.of(
                        new ChatEvent.UserMessage(RUN, "hi", 7),
                        "{" + run + "\"state\":\"user_message\",\"text\":\"hi\"}"),
                Arguments.of(new ChatEvent.Thinking(RUN), "{" + run + "\"state\":\"thinking\"}"),
                Arguments.of(new ChatEvent.ThinkingDone(RUN), "{" + run + "\"state\":\"thinking_done\"}"),
                Arguments.of(
                        new ChatEvent.ThinkingText(RUN, "hm"),
                        "{" + run + "\"state\":\"thinking_text\",\"text\":\"hm\"}"),
                Arguments.of(new ChatEvent.Iteration(RUN, 2), "{" + run + "\"state\":\"iteration\",\"iteration\":2}"),
                Arguments.of(
                        new ChatEvent.ToolCallStart(
                                RUN, "c1", "calc", Json.object().put("x", 1)),
                        "{" + run
                                + "\"state\":\"tool_call_start\",\"toolCallId\":\"c1\",\"toolName\":\"calc\",\"arguments\":{\"x\":1}}"),
                Arguments.of(
                        new ChatEvent.ToolCallEnd(RUN, "c1", "calc", true, Json.parse("3"), null, false, null),
                        "{" + run
                                + "\"state\":\"tool_call_end\",\"toolCallId\":\"c1\",\"toolName\":\"calc\",\"success\":true,\"result\":3}"),
                Arguments.of(
                        new ChatEvent.ToolCallEnd(RUN, "c1", "calc", false, null, "no", true, Json.object()),
                        "{" + run
                                + "\"state\":\"tool_call_end\",\"toolCallId\":\"c1\",\"toolName\":\"calc\",\"success\":false,\"error\":{\"type\":\"api_error\",\"title\":\"Tool"
                                + " failed\",\"detail\":\"no\"},\"rejected\":true,\"arguments\":{}}"),
                Arguments.of(
                        new ChatEvent.Notice(RUN, "Loop detected", "again"),
                        "{" + run + "\"state\":\"notice\",\"title\":\"Loop detected\",\"message\":\"again\"}"),
                Arguments.of(
                        new ChatEvent.Asked(
                                RUN,
                                new Question(
                                        "q",
                                        RUN.session(),
                                        RUN.id(),
                                        "Budget",
                                        "Go on?",
                                        List.of(
                                                new Question.Choice("once", "Once"),
                                                new Question.Choice("stop", "Stop")),
                                        Instant.ofEpochMilli(7))),
                        "{" + run
                                + "\"state\":\"question\",\"questionId\":\"q\",\"title\":\"Budget\",\"text\":\"Go on?\","
                                + "\"choices\":[{\"id\":\"once\",\"label\":\"Once\"},{\"id\":\"stop\",\"label\":\"Stop\"}],"
                                + "\"deadline\":7}"),
                Arguments.of(
                        new ChatEvent.QuestionClosed(RUN, "q", "once"),
                        "{" + run + "\"state\":\"question_closed\",\"questionId\":\"q\",\"choice\":\"once\"}"),
                Arguments.of(
                        new ChatEvent.ModelSwitched(
                                RUN,
                                new ModelId("openai", "gpt-5.2"),
                                new ModelId("anthropic", "claude-opus-4-5"),
                                "Switched.",
                                ERROR),
                        "{" + run + "\"state\":\"notice\",\"title\":\"Another model answers\","
                                + "\"message\":\"Switched.\",\"fromModel\":\"openai::gpt-5.2\","
                                + "\"toModel\":\"anthropic::claude-opus-4-5\","
                                + error.replace("\"error\"", "\"reason\"") + "}"),
                Arguments.of(
                        new ChatEvent.Retrying(RUN, ERROR, 1500),
                        "{" + run + "\"state\":\"retrying\"," + error + ",\"retryAfterMs\":1500}"),
                Arguments.of(
                        new ChatEvent.Steered(RUN, "left"), "{" + run + "\"state\":\"steered\",\"text\":\"left\"}"),
                Arguments.of(
                        new ChatEvent.Failed(RUN, ERROR, "half", 5L),
                        "{" + run + "\"state\":\"error\"," + error
                                + ",\"partialMessage\":\"half\",\"messageIndex\":5}"),
                Arguments.of(new ChatEvent.Aborted(RUN, null, null), "{" + run + "\"state\":\"aborted\"}"),
                Arguments.of(
                        new ChatEvent.Final(
                                RUN,
                                "done",
                                new ModelId("openai", "gpt"),
                                new Usage(1, 2, 3, 4),
                                new Usage(5, 6, 7, 8),
                                12,
                                3,
                                1,
                                0,
                                Optional.of("why")),
                        "{" + run + "\"state\":\"final\",\"text\":\"done\",\"model\":\"gpt\",\"provider\":\"openai\","
                                + "\"inputTokens\":1,\"outputTokens\":2,\"cacheReadTokens\":3,\"cacheWriteTokens\":4,"
                                + "\"durationMs\":12,\"requestInputTokens\":5,\"requestOutputTokens\":6,"
                                + "\"requestCacheReadTokens\":7,\"requestCacheWriteTokens\":8,\"messageIndex\":3,"
                                + "\"replyMedium\":\"text\",\"iterations\":1,\"toolCallsMade\":0,\"reasoning\":\"why\"}"),
                Arguments.of(
                        new ServerEvent.Named("models.updated", Json.object().put("modelId", "m"), false),
                        "{\"modelId\":\"m\"}"));
    }

    @Test
    void an_event_without_a_number_of_the_sender_has_none() {
        var run = new ChatEvent.Run(SessionKey.MAIN, new RunId("r"), null);

        var frame = Frames.json(
                new EventEncoder().encode(new ChatEvent.Delta(run, "x")).bytes(1));

        assertThat(frame.path("payload").propertyNames()).containsExactly("runId", "sessionKey", "state", "text");
    }

    @Test
    void the_list_of_known_events_names_what_is_sent() {
        assertThat(KnownEvents.NAMES).containsAll(List.of("chat", "session", "tick", "error", "shutdown"));
    }
}
