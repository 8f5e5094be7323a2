package moltis.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import moltis.core.ErrorCode;
import moltis.core.Secret;
import moltis.core.json.Json;
import moltis.core.model.ChatModel;
import moltis.core.model.ModelCard;
import moltis.core.model.ModelDirectory;
import moltis.core.model.ModelId;
import moltis.core.model.OpenedModel;
import moltis.core.model.Protocol;
import moltis.core.model.ToolMode;
import moltis.core.model.Usage;
import moltis.gateway.v1.Admission;
import moltis.gateway.v1.ModelGatewaySettings;
import moltis.gateway.v1.ModelGatewaySettings.VirtualModel;
import moltis.net.HttpClients;
import moltis.net.NetSettings;
import moltis.providers.CacheRetention;
import moltis.providers.table.EffortForm;
import moltis.providers.wire.AnthropicMessages;
import moltis.providers.wire.AnthropicOptions;
import moltis.providers.wire.ChatCompletions;
import moltis.providers.wire.ChatTraits;
import moltis.providers.wire.Credential;
import moltis.providers.wire.Endpoint;
import moltis.providers.wire.OpenAiResponses;
import moltis.providers.wire.ResponsesForm;
import moltis.providers.wire.WireLimits;
import moltis.testing.model.Received;
import moltis.testing.model.Reply;
import moltis.testing.model.ScriptedModelServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Every dialect of programs against every protocol of providers, over real connections on both sides. */
class DialectTableTest {

    private static final String PIXEL =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    @TempDir
    private Path directory;

    private TestGateway gateway;
    private volatile Reply reply = Reply.says("Hello there");
    private volatile Queue<Reply> replies = new ArrayDeque<>();

    @BeforeEach
    void start() {
        gateway = TestGateway.start(directory, _ -> replies.isEmpty() ? reply : replies.remove());
        gateway.models = new EveryWire(gateway.model, false);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource({"chat, chat", "messages, anthropic"})
    void the_same_protocol_on_both_sides_goes_through_byte_for_byte(String dialect, String wire) {
        gateway.models = new EveryWire(gateway.model, true);
        String body = body(wire, true, ", \"metadata\" : { \"user_id\" :\"u\" }", "\"hi\"");

        HttpResponse<String> answer = gateway.post(
                path(dialect), body, "anthropic-beta", "some-beta", "Authorization", "Bearer not-for-upstream");

        Received received = gateway.model.requests().getLast();
        assertThat(received.text()).isEqualTo(body.replace(wire + "::scripted-1", "scripted-1"));
        assertThat(received.headers()).containsEntry("anthropic-beta", "some-beta");
        assertThat(received.headers().values()).noneMatch(value -> value.contains("not-for-upstream"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body().getBytes(StandardCharsets.UTF_8)).hasSize(gateway.model.lastStreamBytes());
        assertThat(told(dialect, answer).text()).isEqualTo("Hello there");
    }

    @ParameterizedTest
    @CsvSource({"chat, chat", "messages, anthropic"})
    void what_goes_through_is_refused_cut_and_counted_like_the_rest(String dialect, String wire) throws Exception {
        gateway.models = new EveryWire(gateway.model, true);
        var usage = new LinkedBlockingQueue<Usage>();
        gateway.admitting = (_, _) -> (Admission.Grant) report -> usage.add(report.usage());
        reply = Reply.says("Hello").costing(new Usage(17, 5, 3, 0));

        ask(dialect, wire, true, dialect.equals("chat") ? ",\"stream_options\":{\"include_usage\":true}" : "");
        Usage counted = usage.poll(20, TimeUnit.SECONDS);
        reply = Reply.says("Half").thenIsCut();
        HttpResponse<String> cut = ask(dialect, wire, true, "");
        reply = Reply.raw(
                401,
                Map.of("Content-Type", "application/json"),
                "{\"error\":{\"message\":\"bad key " + ScriptedModelServer.KEY + "\"}}");
        HttpResponse<String> refused = ask(dialect, wire, true, "");

        assertThat(counted).isEqualTo(new Usage(17, 5, 3, 0));
        assertThat(cut.body()).contains("Half").contains("cut off").doesNotContain("[DONE]");
        assertThat(refused.statusCode()).isEqualTo(502);
        assertThat(refused.body()).doesNotContain(ScriptedModelServer.KEY);
    }

    static Stream<Arguments> table() {
        return Stream.of("chat", "messages", "responses")
                .flatMap(dialect ->
                        Stream.of("chat", "anthropic", "responses").map(wire -> Arguments.of(dialect, wire)));
    }

    @ParameterizedTest
    @MethodSource("table")
    void text_comes_whole_and_in_pieces(String dialect, String wire) {
        reply = Reply.says("Grüße, \"Welt\" 🙂\n done");

        assertThat(told(dialect, ask(dialect, wire, false, "")).text()).isEqualTo("Grüße, \"Welt\" 🙂\n done");
        assertThat(told(dialect, ask(dialect, wire, true, "")).text()).isEqualTo("Grüße, \"Welt\" 🙂\n done");
    }

    @ParameterizedTest
    @MethodSource("table")
    void calls_of_tools_come_with_their_arguments_and_side_by_side(String dialect, String wire) {
        reply = Reply.calls(
                Reply.call("call_a", "weather", "{\"city\":\"Köln\"}"),
                Reply.call("call_b", "weather", "{\"city\":\"Bonn\"}"));
        String tools = !dialect.equals("messages")
                ? ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"weather\",\"parameters\":{\"type\":\"object\","
                        + "\"properties\":{\"city\":{\"type\":\"string\"}}}}}]"
                : ",\"tools\":[{\"name\":\"weather\",\"input_schema\":{\"type\":\"object\",\"properties\":{\"city\":"
                        + "{\"type\":\"string\"}}}}]";

        for (boolean stream : new boolean[] {false, true}) {
            Told told = told(dialect, ask(dialect, wire, stream, tools));

            assertThat(told.calls())
                    .containsExactly("call_a weather {\"city\":\"Köln\"}", "call_b weather {\"city\":\"Bonn\"}");
            assertThat(told.stop()).isIn("tool_calls", "tool_use");
        }
    }

    @ParameterizedTest
    @MethodSource("table")
    void reasoning_is_told_apart_from_the_answer(String dialect, String wire) {
        reply = Reply.thinks("First I look.").thenSays("Yes.");

        for (boolean stream : new boolean[] {false, true}) {
            Told told = told(dialect, ask(dialect, wire, stream, ""));

            assertThat(told.reasoning()).isEqualTo("First I look.");
            assertThat(told.text()).isEqualTo("Yes.");
        }
    }

    @ParameterizedTest
    @MethodSource("table")
    void a_picture_reaches_the_model(String dialect, String wire) {
        String content = !dialect.equals("messages")
                ? "[{\"type\":\"text\",\"text\":\"what?\"},{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;"
                        + "base64," + PIXEL + "\"}}]"
                : "[{\"type\":\"text\",\"text\":\"what?\"},{\"type\":\"image\",\"source\":{\"type\":\"base64\","
                        + "\"media_type\":\"image/png\",\"data\":\"" + PIXEL + "\"}}]";

        HttpResponse<String> answer = send(dialect, body(wire, false, "", content));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(gateway.model.requests().getLast().text()).contains(PIXEL);
    }

    @ParameterizedTest
    @MethodSource("table")
    void a_refusal_has_the_form_of_the_dialect_and_never_shows_the_key(String dialect, String wire) {
        reply = Reply.raw(
                429,
                Map.of("Content-Type", "application/json", "Retry-After", "7"),
                "{\"error\":{\"message\":\"slow down, " + ScriptedModelServer.KEY
                        + "\",\"type\":\"rate_limit_error\"}}");

        for (boolean stream : new boolean[] {false, true}) {
            HttpResponse<String> answer = ask(dialect, wire, stream, "");

            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(answer.headers().firstValue("retry-after")).hasValue("7");
            assertThat(answer.body()).doesNotContain(ScriptedModelServer.KEY);
            assertThat(TestGateway.json(answer).path("error").path("type").asString())
                    .isEqualTo("rate_limit_error");
        }
    }

    @ParameterizedTest
    @MethodSource("table")
    void a_stream_that_breaks_ends_with_an_error_of_the_dialect_and_no_end_mark(String dialect, String wire) {
        for (Reply broken : List.of(
                Reply.says("This answer ends in the mid").thenIsCut(),
                Reply.says("Half").ending(new Reply.Breaks(ErrorCode.PROVIDER_OVERLOADED, "busy")))) {
            reply = broken;

            HttpResponse<String> stream = ask(dialect, wire, true, "");
            HttpResponse<String> whole = ask(dialect, wire, false, "");

            assertThat(stream.statusCode()).isEqualTo(200);
            assertThat(stream.body())
                    .contains(dialect.equals("responses") ? "\"type\":\"error\"" : "\"error\":{")
                    .doesNotContain("[DONE]")
                    .doesNotContain("message_stop")
                    .doesNotContain("response.completed");
            assertThat(whole.statusCode()).isGreaterThanOrEqualTo(500);
            assertThat(TestGateway.json(whole).path("error").path("message").asString())
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("table")
    void a_client_that_leaves_ends_the_call_upstream(String dialect, String wire) throws Exception {
        for (Reply waiting : List.of(Reply.stalls(), Reply.says("Hello").thenStalls())) {
            reply = waiting;
            int before = gateway.model.arrived();
            String asked = body(wire, true, "", "\"hi\"");
            byte[] body = (dialect.equals("responses") ? forResponses(asked) : asked).getBytes(StandardCharsets.UTF_8);
            try (Socket client = new Socket("localhost", gateway.address().getPort())) {
                client.getOutputStream()
                        .write(("POST " + path(dialect) + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
                                        + body.length + "\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                client.getOutputStream().write(body);
                gateway.model.awaitRequests(before + 1);
            }

            gateway.model.awaitQuiet();
        }
    }

    @ParameterizedTest
    @MethodSource("table")
    void another_model_of_a_chain_answers_before_the_first_byte_and_never_after_it(String dialect, String wire) {
        gateway.modelSettings = new ModelGatewaySettings(
                Map.of("mine", new VirtualModel(List.of(wire + "::scripted-1", "responses::scripted-1"), false, true)));
        replies = new ArrayDeque<>(List.of(Reply.refuses(ErrorCode.PROVIDER_OVERLOADED), Reply.says("I can")));
        HttpResponse<String> saved = send(dialect, body("mine", true, "", "\"hi\""));
        replies = new ArrayDeque<>(List.of(Reply.says("Half").thenIsCut(), Reply.says("never")));
        HttpResponse<String> broken = send(dialect, body("mine", true, "", "\"hi\""));

        assertThat(saved.headers().firstValue("x-moltis-model")).isPresent();
        if (!wire.equals("responses")) {
            assertThat(told(dialect, saved).text()).isEqualTo("I can");
            assertThat(saved.headers().firstValue("x-moltis-model")).hasValue("responses::scripted-1");
        }
        assertThat(broken.body()).contains("Half").doesNotContain("never");
    }

    private static String path(String dialect) {
        return switch (dialect) {
            case "chat" -> "/v1/chat/completions";
            case "messages" -> "/v1/messages";
            default -> "/v1/responses";
        };
    }

    private HttpResponse<String> ask(String dialect, String wire, boolean stream, String more) {
        return send(dialect, body(wire, stream, more, "\"hi\""));
    }

    private static String body(String wire, boolean stream, String more, String content) {
        return "{\"model\":\"" + (wire.equals("mine") ? wire : wire + "::scripted-1")
                + "\",\"max_tokens\":100,\"stream\":" + stream + ",\"messages\":[{\"role\":\"user\",\"content\":"
                + content + "}]" + more + "}";
    }

    private HttpResponse<String> send(String dialect, String body) {
        if (dialect.equals("responses")) return gateway.post(path(dialect), forResponses(body));
        return gateway.post(path(dialect), body);
    }

    /** The same request in the words of Responses. */
    private static String forResponses(String body) {
        return body.replace("\"messages\"", "\"input\"")
                .replace("\"max_tokens\"", "\"max_output_tokens\"")
                .replace("{\"type\":\"text\"", "{\"type\":\"input_text\"")
                .replaceAll("\"image_url\":\\{\"url\":(\"[^\"]*\")}", "\"image_url\":$1")
                .replace("{\"type\":\"image_url\"", "{\"type\":\"input_image\"")
                .replaceAll("\"function\":\\{(\"name\".*)}}]", "$1}]");
    }

    private record Told(String text, String reasoning, List<String> calls, String stop) {}

    private static Told told(String dialect, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        boolean stream = answer.headers().firstValue("content-type").orElse("").startsWith("text/event-stream");
        if (dialect.equals("responses"))
            return responses(stream ? lastResponse(answer.body()) : TestGateway.json(answer));
        if (dialect.equals("chat")) return stream ? chatStream(answer.body()) : chat(TestGateway.json(answer));
        return stream ? messagesStream(answer.body()) : messages(TestGateway.json(answer));
    }

    private static Told chat(JsonNode whole) {
        JsonNode choice = whole.path("choices").path(0);
        JsonNode message = choice.path("message");
        List<String> calls = new ArrayList<>();
        for (JsonNode call : message.path("tool_calls"))
            calls.add(call.path("id").asString() + " "
                    + call.path("function").path("name").asString() + " "
                    + call.path("function").path("arguments").asString());
        return new Told(
                message.path("content").asString(""),
                message.path("reasoning_content").asString(""),
                calls,
                choice.path("finish_reason").asString());
    }

    private static Told chatStream(String body) {
        StringBuilder text = new StringBuilder();
        StringBuilder reasoning = new StringBuilder();
        List<String> calls = new ArrayList<>();
        String stop = "";
        for (JsonNode chunk : frames(body)) {
            JsonNode choice = chunk.path("choices").path(0);
            JsonNode delta = choice.path("delta");
            text.append(delta.path("content").asString(""));
            reasoning.append(delta.path("reasoning_content").asString(""));
            for (JsonNode call : delta.path("tool_calls")) {
                int index = call.path("index").asInt();
                JsonNode function = call.path("function");
                if (call.has("id"))
                    calls.add(call.path("id").asString() + " "
                            + function.path("name").asString() + " ");
                calls.set(index, calls.get(index) + function.path("arguments").asString(""));
            }
            stop = choice.path("finish_reason").asString(stop);
        }
        assertThat(body).endsWith("data: [DONE]\n\n");
        return new Told(text.toString(), reasoning.toString(), calls, stop);
    }

    private static Told messages(JsonNode whole) {
        String text = "";
        String reasoning = "";
        List<String> calls = new ArrayList<>();
        for (JsonNode block : whole.path("content")) {
            text += block.path("text").asString("");
            reasoning += block.path("thinking").asString("");
            if (block.path("type").asString().equals("tool_use"))
                calls.add(
                        block.path("id").asString() + " " + block.path("name").asString() + " " + block.path("input"));
        }
        return new Told(text, reasoning, calls, whole.path("stop_reason").asString());
    }

    private static Told messagesStream(String body) {
        StringBuilder text = new StringBuilder();
        StringBuilder reasoning = new StringBuilder();
        List<String> calls = new ArrayList<>();
        List<String> order = new ArrayList<>();
        String stop = "";
        int open = -1;
        for (JsonNode event : frames(body)) {
            String type = event.path("type").asString();
            if (order.isEmpty() || !order.getLast().equals(type)) order.add(type);
            JsonNode delta = event.path("delta");
            switch (type) {
                case "content_block_start" -> {
                    assertThat(event.path("index").asInt()).isEqualTo(open + 1);
                    open = event.path("index").asInt();
                    JsonNode block = event.path("content_block");
                    if (block.path("type").asString().equals("tool_use"))
                        calls.add(block.path("id").asString() + " "
                                + block.path("name").asString() + " ");
                }
                case "content_block_delta" -> {
                    assertThat(event.path("index").asInt()).isEqualTo(open);
                    text.append(delta.path("text").asString(""));
                    reasoning.append(delta.path("thinking").asString(""));
                    if (delta.has("partial_json"))
                        calls.set(
                                calls.size() - 1,
                                calls.getLast() + delta.path("partial_json").asString());
                }
                case "message_delta" -> stop = delta.path("stop_reason").asString();
                default -> {}
            }
        }
        assertThat(order.getFirst()).isEqualTo("message_start");
        assertThat(order.getLast()).isEqualTo("message_stop");
        return new Told(text.toString(), reasoning.toString(), calls, stop);
    }

    private static Told responses(JsonNode response) {
        String text = "";
        String reasoning = "";
        List<String> calls = new ArrayList<>();
        for (JsonNode item : response.path("output")) {
            text += item.path("content").path(0).path("text").asString("");
            reasoning += item.path("summary").path(0).path("text").asString("");
            if (item.path("type").asString().equals("function_call"))
                calls.add(item.path("call_id").asString() + " "
                        + item.path("name").asString() + " "
                        + item.path("arguments").asString());
        }
        assertThat(response.path("status").asString()).isEqualTo("completed");
        return new Told(text, reasoning, calls, calls.isEmpty() ? "stop" : "tool_calls");
    }

    /** The response at the end; its pieces must have said the same. */
    private static JsonNode lastResponse(String body) {
        List<JsonNode> events = frames(body);
        StringBuilder text = new StringBuilder();
        StringBuilder arguments = new StringBuilder();
        for (int i = 0; i < events.size(); i++) {
            JsonNode event = events.get(i);
            assertThat(event.path("sequence_number").asInt()).isEqualTo(i);
            if (event.path("type").asString().equals("response.output_text.delta"))
                text.append(event.path("delta").asString());
            if (event.path("type").asString().equals("response.function_call_arguments.delta"))
                arguments.append(event.path("delta").asString());
        }
        assertThat(events.getFirst().path("type").asString()).isEqualTo("response.created");
        assertThat(events.getLast().path("type").asString()).isEqualTo("response.completed");
        Told told = responses(events.getLast().path("response"));
        assertThat(text.toString()).isEqualTo(told.text());
        assertThat(told.calls().stream()
                        .map(call -> call.substring(call.indexOf('{')))
                        .reduce("", String::concat))
                .isEqualTo(arguments.toString());
        return events.getLast().path("response");
    }

    private static List<JsonNode> frames(String body) {
        return body.lines()
                .filter(line -> line.startsWith("data: {"))
                .map(line -> Json.parse(line.substring("data: ".length())))
                .toList();
    }

    /** One model behind each protocol. */
    private record EveryWire(Map<String, OpenedModel> opened) implements ModelDirectory {

        /** @param verbatim whether requests of the same protocol go through as they are */
        EveryWire(ScriptedModelServer server, boolean verbatim) {
            this(Map.of(
                    "chat::scripted-1",
                    opened("chat", server, verbatim ? Set.of(Protocol.CHAT_COMPLETIONS) : Set.of()),
                    "anthropic::scripted-1",
                    opened("anthropic", server, verbatim ? Set.of(Protocol.MESSAGES) : Set.of()),
                    "responses::scripted-1",
                    opened("responses", server, Set.of())));
        }

        private static OpenedModel opened(String wire, ScriptedModelServer server, Set<Protocol> verbatim) {
            var http = new HttpClients(NetSettings.defaults("1.0"));
            var id = new ModelId(wire, "scripted-1");
            boolean anthropic = wire.equals("anthropic");
            var endpoint = new Endpoint(
                    wire,
                    wire,
                    server.uri() + (anthropic ? "" : "/v1"),
                    Credential.of(Secret.of(ScriptedModelServer.KEY)),
                    Map.of(),
                    WireLimits.DEFAULT);
            ChatModel model = switch (wire) {
                case "anthropic" ->
                    new AnthropicMessages(
                            http, endpoint, id, AnthropicOptions.forModel("scripted-1", CacheRetention.NONE));
                case "responses" ->
                    new OpenAiResponses(
                            http, endpoint, id, new ResponsesForm(Optional.empty(), EffortForm.OPENAI, false, false));
                default -> new ChatCompletions(http, endpoint, id, ChatTraits.OPENAI);
            };
            var card = new ModelCard(
                    id, wire, "Scripted", 100_000, Set.of(), ToolMode.NATIVE, true, false, false, Optional.empty());
            return new OpenedModel(card, model, Optional.empty(), verbatim);
        }

        @Override
        public List<ModelCard> models() {
            return opened.values().stream().map(OpenedModel::card).toList();
        }

        @Override
        public OpenedModel open(String id) {
            return Optional.ofNullable(opened.get(id)).orElseThrow();
        }

        @Override
        public Optional<OpenedModel> defaultModel() {
            return Optional.empty();
        }
    }
}
