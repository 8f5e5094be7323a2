package moltis.testing.model;

import static moltis.testing.model.Reply.call;
import static moltis.testing.model.Reply.says;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import moltis.core.ErrorCode;
import moltis.core.ProviderException;
import moltis.core.Secret;
import moltis.core.json.Json;
import moltis.core.model.ChatModel;
import moltis.core.model.ChatRequest;
import moltis.core.model.ContentPart;
import moltis.core.model.Message;
import moltis.core.model.StopReason;
import moltis.core.model.ToolCall;
import moltis.core.model.ToolSpec;
import moltis.core.model.Usage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** What every model behind a wire must do, on the real wire against the scripted model. */
public abstract class ChatModelContract {

    private static final Duration PATIENT = Duration.ofSeconds(20);
    private static final String WORDS = "Grüße aus Zürich, 東京 🌍: \"zitiert\" \\ und\nneue Zeile.";
    private static final Reply EVERYTHING = Reply.thinks("Erst überlegen 🤔.")
            .thenSays(WORDS)
            .thenCalls(
                    call("c_1", "calc", "{\"expression\":\"2+2\"}"),
                    new Reply.Call(
                            "c_2", "datetime", List.of("{\"zone\"", ":\"Europe/", "Zürich\"}"), Optional.empty()))
            .costing(new Usage(20, 30, 400, 0));
    private static final List<ToolSpec> TOOLS = List.of(
            new ToolSpec("calc", "Calculates.", schema("expression")),
            new ToolSpec("datetime", "Tells the time.", schema("zone")));

    private final AtomicReference<Script> script = new AtomicReference<>(_ -> EVERYTHING);
    protected final ScriptedModelServer server =
            ScriptedModelServer.start(asked -> script.get().reply(asked));

    /**
     * A model that asks the server at {@code base} (no path).
     *
     * @param silence how long the server may send nothing, before the first byte and between bytes
     * @param frameLimit the longest event, in bytes
     */
    protected abstract ChatModel model(URI base, Secret key, Duration silence, int frameLimit);

    /** Whether the protocol has an end mark before the last byte, after which the rest does not matter. */
    protected abstract String endMark();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void delivers_thoughts_text_calls_and_cost() throws Exception {
        var answer = ask(EVERYTHING);

        assertThat(answer.completion().stop()).isEqualTo(StopReason.TOOL_CALLS);
        assertThat(answer.completion().usage()).isEqualTo(new Usage(20, 30, 400, 0));
        assertEverything(answer);
    }

    @Test
    void says_why_it_stopped() throws Exception {
        assertThat(ask(says("done")).completion().stop()).isEqualTo(StopReason.END);
        assertThat(ask(says("too lo").ending(new Reply.Done(StopReason.LENGTH)))
                        .completion()
                        .stop())
                .isEqualTo(StopReason.LENGTH);
        assertThat(ask(Reply.NOTHING).completion().stop()).isEqualTo(StopReason.END);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64, 1000})
    void understands_a_stream_however_it_is_torn(int bytes) throws Exception {
        server.shape(Shape.inPiecesOf(bytes));

        var answer = ask(EVERYTHING);

        answer.completion();
        assertEverything(answer);
    }

    @Test
    @DisplayName("pain 12: a stream without its end mark is cut off, after whichever byte; what came is kept")
    void pain_12_a_stream_without_its_end_mark_is_cut_off() throws Exception {
        ask(EVERYTHING).completion();
        int length = server.lastStreamBytes();
        int complete = 0;

        for (int bytes = 0; bytes < length; bytes++) {
            server.shape(Shape.cutAfter(bytes));
            var answer = ask(EVERYTHING);
            if (answer.failure() == null) {
                complete++;
                assertEverything(answer);
                continue;
            }
            assertThat(answer.refusal().code()).as("cut after %d bytes", bytes).isEqualTo(ErrorCode.CUT_OFF);
            assertThat(WORDS).startsWith(answer.text());
            assertThat(complete).as("once complete, always complete").isZero();
        }

        assertThat(complete)
                .as("only the end mark itself may be missing")
                .isLessThanOrEqualTo(endMark().length());
    }

    @Test
    void a_clean_end_without_the_end_mark_is_cut_off_too() throws Exception {
        var answer = ask(says("half an ans").thenIsCut());

        assertThat(answer.refusal().code()).isEqualTo(ErrorCode.CUT_OFF);
        assertThat(answer.refusal().hint()).isNotBlank();
        assertThat(answer.text()).isEqualTo("half an ans");
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorCode.class,
            names = {
                "KEY_REJECTED",
                "QUOTA_EXHAUSTED",
                "PROVIDER_RATE_LIMITED",
                "PROVIDER_OVERLOADED",
                "PROVIDER_FAILED",
                "PROVIDER_REFUSED",
                "CONTEXT_TOO_LONG",
                "MODEL_UNKNOWN"
            })
    void tells_refusals_apart_and_says_what_to_do(ErrorCode code) throws Exception {
        var refusal = ask(Reply.refuses(code)).refusal();

        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal.sentence()).isNotBlank();
        assertThat(refusal.hint()).isNotBlank();
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorCode.class,
            names = {"PROVIDER_OVERLOADED", "PROVIDER_FAILED", "PROVIDER_RATE_LIMITED"})
    void an_error_inside_the_stream_keeps_its_kind_and_the_text(ErrorCode code) throws Exception {
        var answer = ask(says("Well, ").ending(new Reply.Breaks(code, "sorry")));

        assertThat(answer.refusal().code()).isIn(code, ErrorCode.PROVIDER_FAILED);
        assertThat(answer.refusal().sentence()).contains("sorry");
        assertThat(answer.text()).isEqualTo("Well, ");
    }

    @Test
    void reads_each_kind_of_hint_when_to_come_back() throws Exception {
        String plain = "{\"error\":{\"type\":\"rate_limit_error\",\"message\":\"slow down\"}}";
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(90));

        assertThat(hint(Map.of("Retry-After", "7"), plain)).isEqualTo(Duration.ofSeconds(7));
        assertThat(hint(Map.of("Retry-After", "1.5"), plain)).isEqualTo(Duration.ofMillis(1500));
        assertThat(hint(Map.of("retry-after-ms", "250"), plain)).isEqualTo(Duration.ofMillis(250));
        assertThat(hint(Map.of("Retry-After", date), plain)).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(91));
        assertThat(hint(Map.of(), words("Please try again in 20s."))).isEqualTo(Duration.ofSeconds(20));
        assertThat(hint(Map.of(), words("Please try again in 1m2.5s."))).isEqualTo(Duration.ofMillis(62_500));
        assertThat(hint(Map.of(), words("retry in 300 ms"))).isEqualTo(Duration.ofMillis(300));
        assertThat(hint(Map.of(), words("Retry after 2 minutes"))).isEqualTo(Duration.ofMinutes(2));
        assertThat(hint(Map.of(), words("retry_after_ms=1500"))).isEqualTo(Duration.ofMillis(1500));
        assertThat(hint(Map.of(), "{\"error\":{\"message\":\"no\",\"retry_after_ms\":40}}"))
                .isEqualTo(Duration.ofMillis(40));
        assertThat(hint(Map.of(), "{\"error\":{\"message\":\"no\",\"details\":[{\"retryDelay\":\"39s\"}]}}"))
                .isEqualTo(Duration.ofSeconds(39));
        assertThat(hint(Map.of("Retry-After", "999999"), plain)).isEqualTo(Duration.ofHours(24));
    }

    @Test
    void a_wrong_key_is_explained_and_never_shown() throws Exception {
        Secret wrong = Secret.of("sk-wrong-4711");
        script.set(_ -> EVERYTHING);
        var rejected = Answered.by(model(server.uri(), wrong, PATIENT, 1 << 20), question("hi"))
                .refusal();
        script.set(_ -> Reply.raw(401, Map.of(), "{\"error\":{\"message\":\"Incorrect API key: scripted-key\"}}"));
        var echoed = Answered.by(model(), question("hi")).refusal();

        assertThat(rejected.code()).isEqualTo(ErrorCode.KEY_REJECTED);
        assertThat(rejected.toString()).doesNotContain("sk-wrong-4711");
        assertThat(echoed.sentence()).contains("[secret]").doesNotContain(ScriptedModelServer.KEY);
    }

    @Test
    void a_token_of_claude_code_is_refused_with_the_way_to_a_key() throws Exception {
        var refusal = ask(Reply.raw(
                        400,
                        Map.of("Content-Type", "application/json"),
                        "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":"
                                + "\"This credential is only authorized for use with Claude Code and cannot be used"
                                + " for other API requests.\"}}"))
                .refusal();

        assertThat(refusal.code()).isEqualTo(ErrorCode.CREDENTIAL_REFUSED);
        assertThat(refusal.hint()).contains("API key");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 404, 502})
    void a_web_page_instead_of_an_answer_is_explained(int status) throws Exception {
        var refusal = ask(Reply.raw(status, Map.of("Content-Type", "text/html"), "<!doctype html><h1>Sign in</h1>"))
                .refusal();

        assertThat(refusal.code()).isEqualTo(ErrorCode.PROVIDER_FAILED);
        assertThat(refusal.sentence()).doesNotContain("<");
    }

    @Test
    void plain_json_instead_of_a_stream_is_explained() throws Exception {
        Map<String, String> json = Map.of("Content-Type", "application/json");

        assertThat(ask(Reply.raw(200, json, "{\"error\":{\"message\":\"model is asleep\"}}"))
                        .refusal()
                        .sentence())
                .contains("model is asleep");
        assertThat(ask(Reply.raw(200, json, "{\"ok\":true}")).refusal().code()).isEqualTo(ErrorCode.PROVIDER_FAILED);
    }

    @Test
    void an_oversized_event_is_refused() throws Exception {
        script.set(_ -> Reply.NOTHING.thenSays("x".repeat(20_000)));

        var answer = Answered.by(model(server.uri(), key(), PATIENT, 8_000), question("hi"));

        assertThat(answer.refusal().code()).isEqualTo(ErrorCode.PROVIDER_FAILED);
        assertThat(answer.refusal().sentence()).contains("more than");
        server.awaitQuiet();
    }

    @Test
    @DisplayName("pain 18: silence has a limit, before the first byte and between bytes")
    void pain_18_silence_has_a_limit() throws Exception {
        var impatient = model(server.uri(), key(), Duration.ofMillis(200), 1 << 20);
        var gate = new CountDownLatch(1);
        script.set(_ -> says("Hello").thenStalls());
        var stalled = Answered.by(impatient, question("hi"));
        assertThat(stalled.refusal().code()).isEqualTo(ErrorCode.STALLED);
        assertThat(stalled.text()).isEqualTo("Hello");
        server.awaitQuiet();

        script.set(_ -> {
            awaitQuietly(gate);
            return EVERYTHING;
        });
        assertThat(Answered.by(impatient, question("hi")).refusal().code()).isEqualTo(ErrorCode.STALLED);
        gate.countDown();
    }

    @Test
    @DisplayName("pain 18: an answer that moves is healthy, however long it takes")
    void pain_18_age_has_no_limit() throws Exception {
        script.set(_ -> Reply.saysWords(16).paced(Duration.ofMillis(100)));

        var answer = Answered.by(model(server.uri(), key(), Duration.ofSeconds(1), 1 << 20), question("hi"));

        assertThat(answer.completion().stop()).isEqualTo(StopReason.END);
    }

    @Test
    @DisplayName("pain 18: cancel ends a call that never answers, and frees connection and thread")
    void pain_18_cancel_before_the_first_byte() throws Exception {
        var gate = new CountDownLatch(1);
        script.set(_ -> {
            awaitQuietly(gate);
            return EVERYTHING;
        });
        var answer = Answered.by(model(), question("hi"));
        server.awaitRequests(1);

        answer.interrupt();

        assertThat(answer.failure()).isInstanceOf(InterruptedException.class);
        gate.countDown();
        server.awaitQuiet();
    }

    @Test
    @DisplayName("pain 18: cancel ends a stream that stalls")
    void pain_18_cancel_in_a_silent_stream() throws Exception {
        script.set(_ -> says("Hello").thenStalls());
        var answer = Answered.by(model(), question("hi")).awaitFirstEvent();

        answer.interrupt();

        assertThat(answer.failure()).isInstanceOf(InterruptedException.class);
        server.awaitNoConnection();
    }

    @Test
    @DisplayName("pain 18: cancel ends a stream that never ends")
    void pain_18_cancel_in_an_endless_stream() throws Exception {
        script.set(_ -> Reply.NOTHING.ending(new Reply.Endless("on and on ")));
        var answer = Answered.by(model(), question("hi")).awaitFirstEvent();

        answer.interrupt();

        assertThat(answer.failure()).isInstanceOf(InterruptedException.class);
        server.awaitQuiet();
    }

    @Test
    void cancel_while_the_listener_is_busy_releases_the_connection() throws Exception {
        script.set(_ -> says("Hello").thenStalls());
        var answer = Answered.by(model(), question("hi"), _ -> new CountDownLatch(1).await())
                .awaitFirstEvent();

        answer.interrupt();

        assertThat(answer.failure()).isInstanceOf(InterruptedException.class);
        server.awaitQuiet();
    }

    @Test
    void a_failing_listener_releases_the_connection() throws Exception {
        script.set(_ -> says("Hello").thenStalls());
        var answer = Answered.by(model(), question("hi"), _ -> {
            throw new IllegalStateException("the listener broke");
        });

        assertThat(answer.failure()).hasMessage("the listener broke");
        server.awaitQuiet();
    }

    @Test
    @DisplayName("pain 21: a history that the vendor would refuse is not sent")
    void pain_21_orphans_are_found_before_they_are_sent() throws Exception {
        var call = new ToolCall("c_1", "calc", Json.object());
        var asked = Message.User.text("2+2");
        var calling = new Message.Assistant("", "", List.of(call));
        List<List<Message>> broken = List.of(
                List.of(asked, calling),
                List.of(asked, calling, Message.User.text("and?")),
                List.of(asked, Message.ToolAnswer.text("c_1", "4")),
                List.of(asked, calling, Message.ToolAnswer.text("c_1", "4"), Message.ToolAnswer.text("c_1", "4")),
                List.of(asked, Message.Assistant.text(" "), asked),
                List.of(asked, Message.Assistant.text("4")),
                List.of(Message.Assistant.text("4"), asked),
                List.of());

        for (var history : broken) {
            var refusal = Answered.by(model(), ChatRequest.of(history, TOOLS)).refusal();
            assertThat(refusal.code()).isEqualTo(ErrorCode.PROVIDER_REFUSED);
        }

        assertThat(server.arrived()).isZero();
    }

    @Test
    void goes_on_after_parallel_calls_with_foreign_ids_and_a_picture() throws Exception {
        String longId = "toolu_" + "x".repeat(60);
        var calls = List.of(
                new ToolCall(longId + "1", "calc", Json.object().put("expression", "2+2")),
                new ToolCall(longId + "2", "calc", Json.object()),
                new ToolCall("a b/ü", "datetime", Json.object()));
        var answers = List.<Message>of(
                Message.ToolAnswer.text(longId + "1", "4"),
                new Message.ToolAnswer(longId + "2", List.of(new ContentPart.Text("no")), true),
                new Message.ToolAnswer(
                        "a b/ü",
                        List.of(new ContentPart.Text("noon"), new ContentPart.Image("image/png", "iVBORw0KGgo=")),
                        false));
        List<Message> history = new ArrayList<>();
        history.add(new Message.System("Be brief."));
        history.add(Message.User.text("first"));
        history.add(Message.User.text("second before any answer"));
        history.add(new Message.Assistant("Let me see. ", "I should calculate", calls));
        history.addAll(answers);
        history.add(Message.User.text("thanks"));
        script.set(_ -> says("done"));

        var answer = Answered.by(model(), ChatRequest.of(history, TOOLS));

        answer.completion();
        assertThat(answer.text()).isEqualTo("done");
    }

    @Test
    @DisplayName("pain 14: the bytes before the last question are those of the turn before")
    void pain_14_the_request_grows_at_its_end_only() throws Exception {
        List<Message> history =
                new ArrayList<>(List.of(new Message.System("You are Moltis."), Message.User.text("What is 2+2?")));
        script.set(_ -> says("4"));
        List<String> bodies = new ArrayList<>();

        for (int turn = 1; turn <= 4; turn++) {
            Answered.by(model(), ChatRequest.of(history, TOOLS)).completion();
            bodies.add(server.requests().getLast().text());
            history.add(new Message.Assistant(
                    "Counting.",
                    "",
                    List.of(new ToolCall("c" + turn, "calc", Json.object().put("n", turn)))));
            history.add(Message.ToolAnswer.text("c" + turn, "4"));
            history.add(Message.Assistant.text("It is 4."));
            history.add(Message.User.text("And plus " + turn + "?"));
        }

        for (int turn = 1; turn < bodies.size(); turn++) {
            String before = bodies.get(turn - 1);
            String prefix = before.substring(0, before.lastIndexOf("{\"role\":\"user\""));
            assertThat(bodies.get(turn)).startsWith(prefix);
        }
    }

    @Test
    void nobody_there_is_unreachable() throws Exception {
        URI gone;
        try (var closed = ScriptedModelServer.start(_ -> EVERYTHING)) {
            gone = closed.uri();
        }

        var refusal = Answered.by(model(gone, key(), PATIENT, 1 << 20), question("hi"))
                .refusal();

        assertThat(refusal.code()).isEqualTo(ErrorCode.UNREACHABLE);
        assertThat(refusal.code().retryable()).isTrue();
    }

    @Test
    void many_ask_at_once_and_each_gets_its_own_answer() throws Exception {
        script.set(asked -> says("you said " + asked.lastUserText()));
        ChatModel model = model();
        List<Answered> answers = new ArrayList<>();

        for (int i = 0; i < 100; i++) answers.add(Answered.by(model, question("number " + i)));

        for (int i = 0; i < answers.size(); i++) {
            answers.get(i).completion();
            assertThat(answers.get(i).text()).isEqualTo("you said number " + i);
        }
    }

    protected final Answered ask(Reply reply) {
        return ask(reply, question("hello"));
    }

    protected final Answered ask(Reply reply, ChatRequest request) {
        script.set(_ -> reply);
        return Answered.by(model(), request);
    }

    protected final ChatModel model() {
        return model(server.uri(), key(), PATIENT, 1 << 20);
    }

    protected static Secret key() {
        return Secret.of(ScriptedModelServer.KEY);
    }

    protected static ChatRequest question(String text) {
        return ChatRequest.of(List.of(new Message.System("Be brief."), Message.User.text(text)), TOOLS);
    }

    private Duration hint(Map<String, String> headers, String body) throws Exception {
        ProviderException refusal = ask(Reply.raw(429, headers, body)).refusal();
        assertThat(refusal.code()).isEqualTo(ErrorCode.PROVIDER_RATE_LIMITED);
        return refusal.retryAfter().orElseThrow();
    }

    private static String words(String message) {
        return "{\"error\":{\"message\":" + Quoted.json(message) + "}}";
    }

    private static void assertEverything(Answered answer) {
        assertThat(answer.reasoning()).isEqualTo("Erst überlegen 🤔.");
        assertThat(answer.text()).isEqualTo(WORDS);
        assertThat(answer.calls())
                .containsExactly("c_1 calc {\"expression\":\"2+2\"}", "c_2 datetime {\"zone\":\"Europe/Zürich\"}");
    }

    private static ObjectNode schema(String property) {
        var schema = Json.object().put("type", "object");
        schema.putObject("properties").putObject(property).put("type", "string");
        return schema;
    }

    private static void awaitQuietly(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
