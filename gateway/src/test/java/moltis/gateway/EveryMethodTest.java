package moltis.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import moltis.access.Scope;
import moltis.core.event.Question;
import moltis.core.json.Json;
import moltis.core.session.RunId;
import moltis.core.session.SessionKey;
import moltis.gateway.access.Identity;
import moltis.gateway.access.LocalGate;
import moltis.gateway.access.Proof;
import moltis.gateway.access.Role;
import moltis.gateway.log.LogEntry;
import moltis.gateway.log.LogLevel;
import moltis.gateway.rpc.HttpCaller;
import moltis.gateway.rpc.RpcCall;
import moltis.gateway.rpc.RpcDispatcher;
import moltis.gateway.rpc.RpcError;
import moltis.gateway.rpc.RpcMethod;
import moltis.gateway.rpc.RpcOutcome;
import moltis.testing.model.Reply;
import moltis.testing.model.ScriptedModelServer;
import moltis.testing.sessions.Lines;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A conversation over a real socket for every method. A method without one fails here; so does one that a caller without
 * its scope may call.
 */
class EveryMethodTest {

    /** What is said to show that a method does what it is for. */
    @FunctionalInterface
    private interface Conversation {
        void hold(TestSocket socket) throws Exception;
    }

    @TempDir
    private Path directory;

    /** The model answers "Hello" at once; after "wait" it waits until the test is over. */
    private final CountDownLatch gate = new CountDownLatch(1);

    private TestGateway gateway;
    private int starts;
    private final Map<String, Conversation> conversations = conversations();

    @BeforeEach
    void start() {
        gateway = TestGateway.start(
                directory.resolve("start-" + ++starts),
                asked -> asked.lastUserText().contains("wait")
                        ? Reply.says("First ").thenWaits(gate).thenSays("last")
                        : Reply.says("Hello"));
        gateway.sessions.transcripts().append(new SessionKey("session:old"), List.of(Lines.user("red apples")));
        gateway.sessions
                .transcripts()
                .append(new SessionKey("session:old"), List.of(Lines.assistant("Apples are fruit.")));
    }

    @AfterEach
    void stop() {
        gate.countDown();
        gateway.close();
    }

    @Test
    void every_method_has_a_conversation() {
        Set<String> names = new TreeSet<>(
                gateway.server.methods().stream().map(RpcMethod::name).toList());

        assertThat(conversations.keySet()).isEqualTo(names);
    }

    @TestFactory
    Stream<DynamicTest> every_conversation_goes_well() {
        return conversations.entrySet().stream()
                .map(entry -> dynamicTest(entry.getKey(), () -> {
                    stopAndStart();
                    try (TestSocket socket = gateway.connect()) {
                        entry.getValue().hold(socket);
                    }
                }));
    }

    private void stopAndStart() {
        // Each conversation begins with the same state.
        gateway.close();
        start();
    }

    @Test
    void every_method_refuses_who_lacks_its_scope() {
        var dispatcher = new RpcDispatcher(new LocalGate(), gateway.server.methods());
        for (RpcMethod<?, ?> method : gateway.server.methods()) {
            var stranger = new Identity(Role.OPERATOR, Set.of(), Proof.PROCESS);
            RpcOutcome outcome = dispatcher.call(
                    method.name(), Json.object(), new RpcCall("r", stranger, new HttpCaller(Optional.empty())));

            assertThat(outcome)
                    .as(method.name())
                    .isEqualTo(new RpcOutcome.Failed(RpcError.of(
                            "UNAUTHORIZED", "missing scope: " + method.scope().wireName())));
        }
    }

    @Test
    void methods_that_show_things_need_only_the_right_to_read() {
        assertThat(gateway.server.methods().stream()
                        .filter(method -> method.scope() == Scope.READ)
                        .map(RpcMethod::name))
                .contains("subscribe", "chat.peek", "chat.history", "sessions.list", "models.list", "logs.list");
    }

    private Map<String, Conversation> conversations() {
        Map<String, Conversation> all = new TreeMap<>();
        connection(all);
        chat(all);
        sessions(all);
        models(all);
        usage(all);
        agent(all);
        signIns(all);
        localModels(all);
        config(all);
        logs(all);
        return all;
    }

    private static void connection(Map<String, Conversation> all) {
        all.put(
                "health",
                socket -> assertThat(socket.result("health", "{}").toString())
                        .isEqualTo("{\"status\":\"ok\",\"version\":\"1.0\",\"connections\":1}"));
        all.put("status", socket -> {
            JsonNode status = socket.result("status", "{}");
            assertThat(status.path("hostname").asString()).isEqualTo("localhost");
            assertThat(status.path("uptimeMs").asLong()).isNotNegative();
            assertThat(status.path("hasMobileNode").asBoolean()).isFalse();
        });
        all.put("system-presence", socket -> {
            JsonNode client =
                    socket.result("system-presence", "{}").path("clients").path(0);
            assertThat(client.path("clientId").asString()).isEqualTo("test");
            assertThat(client.path("role").asString()).isEqualTo("operator");
            assertThat(client.path("lastActivity").asLong()).isBetween(0L, 60L);
        });
        all.put("system.describe", socket -> {
            JsonNode described = socket.result("system.describe", "{}");
            assertThat(described.path("protocol").asInt()).isEqualTo(4);
            assertThat(described.path("methods").toString())
                    .contains(
                            "{\"name\":\"chat.send\",\"requiredScope\":\"operator.write\",\"requiredRole\":\"operator\"}");
            assertThat(described.path("events").toString()).contains("{\"name\":\"chat\"}");
        });
        all.put(
                "last-heartbeat",
                socket -> assertThat(socket.result("last-heartbeat", "{}")
                                .path("lastActivitySecs")
                                .asLong())
                        .isBetween(0L, 60L));
        all.put(
                "set-heartbeats",
                socket -> assertThat(socket.result("set-heartbeats", "{}").toString())
                        .isEqualTo("{}"));
        all.put("subscribe", socket -> {
            JsonNode subscribed = socket.result("subscribe", "{\"events\":[\"chat\",\"tick\"]}");
            assertThat(subscribed.path("subscriptionId").asString()).isNotBlank();
            assertThat(subscribed.path("events").toString()).isEqualTo("[\"chat\",\"tick\"]");
            for (String params : new String[] {"{}", "{\"events\":\"chat\"}", "{\"events\":null}"})
                assertThat(socket.error("subscribe", params).path("message").asString())
                        .isEqualTo("missing or invalid 'events' array");
        });
        all.put("unsubscribe", socket -> {
            String id = socket.result("subscribe", "{\"events\":[\"session\",\"chat\"]}")
                    .path("subscriptionId")
                    .asString();
            socket.result("unsubscribe", "{\"events\":[\"chat\"]}");
            socket.result("sessions.fork", "{\"key\":\"session:old\"}");
            assertThat(socket.event("session")).isNotNull();
            socket.result("unsubscribe", "{\"subscriptionId\":\"" + id + "\"}");
            socket.result("sessions.fork", "{\"key\":\"session:old\"}");
            assertThat(socket.eventsSoFar()).isEmpty();
            assertThat(socket.error("unsubscribe", "{}").path("code").asString())
                    .isEqualTo("INVALID_REQUEST");
        });
        all.put(
                "channel.join",
                socket -> assertThat(socket.result("channel.join", "{\"channels\":[\"a\"]}")
                                .toString())
                        .isEqualTo("{\"joined\":[\"a\"]}"));
        all.put("channel.leave", socket -> {
            assertThat(socket.result("channel.leave", "{\"channels\":[\"a\"]}").toString())
                    .isEqualTo("{\"left\":[\"a\"]}");
            assertThat(socket.error("channel.leave", "{}").path("message").asString())
                    .isEqualTo("missing 'channels' parameter");
        });
    }

    /** Connects the model and subscribes to what happens. */
    private void ready(TestSocket socket) {
        gateway.addModel(socket);
        socket.result("subscribe", "{\"events\":[\"chat\",\"session\"]}");
    }

    /** Starts an answer that does not end before the test does. */
    private void busy(TestSocket socket) {
        ready(socket);
        socket.result("chat.send", "{\"text\":\"please wait\",\"_seq\":1}");
        assertThat(socket.chat("delta").path("text").asString()).isEqualTo("First ");
    }

    private void chat(Map<String, Conversation> all) {
        all.put("chat.send", socket -> {
            ready(socket);
            JsonNode sent = socket.result(
                    "chat.send",
                    "{\"text\":\"hi\",\"_seq\":7,\"sessionKey\":\"session:old\",\"channel\":\"x\",\"_ack_keys\":[1],"
                            + "\"_channel_reply_target\":{\"a\":1},\"_native_channel_request\":true}");
            assertThat(sent.path("ok").asBoolean()).isTrue();
            assertThat(socket.chat("user_message").path("seq").asInt()).isEqualTo(7);
            JsonNode end = socket.chat("final");
            assertThat(end.path("text").asString()).isEqualTo("Hello");
            assertThat(end.path("runId")).isEqualTo(sent.path("runId"));
            assertThat(end.path("sessionKey").asString()).isEqualTo("session:old");
            assertThat(socket.error("chat.send", "{}").path("message").asString())
                    .isEqualTo("missing 'text', 'message', or 'content' parameter");
        });
        all.put("chat.send_sync", socket -> {
            ready(socket);
            JsonNode turn = socket.result("chat.send_sync", "{\"text\":\"hi\"}");
            assertThat(turn.path("text").asString()).isEqualTo("Hello");
            assertThat(turn.path("inputTokens").isNumber()).isTrue();
            assertThat(turn.path("requestOutputTokens").isNumber()).isTrue();
        });
        all.put("chat.abort", socket -> {
            busy(socket);
            JsonNode aborted = socket.result("chat.abort", "{\"sessionKey\":\"main\"}");
            assertThat(aborted.path("aborted").asBoolean()).isTrue();
            assertThat(aborted.path("sessionKey").asString()).isEqualTo("main");
            assertThat(socket.chat("aborted").path("runId")).isEqualTo(aborted.path("runId"));
            assertThat(socket.result("chat.abort", "{\"sessionKey\":\"main\"}")
                            .path("aborted")
                            .asBoolean())
                    .isFalse();
            assertThat(socket.error("chat.abort", "{}").path("code").asString()).isEqualTo("INVALID_REQUEST");
        });
        all.put("chat.queued", socket -> {
            busy(socket);
            assertThat(socket.result("chat.send", "{\"text\":\"next\"}")
                            .path("queued")
                            .asBoolean())
                    .isTrue();
            JsonNode waiting = socket.result("chat.queued", "{\"sessionKey\":\"main\"}")
                    .path("queued")
                    .path(0);
            assertThat(waiting.path("text").asString()).isEqualTo("next");
            assertThat(waiting.path("position").asInt()).isEqualTo(1);
        });
        all.put("chat.edit_queued", socket -> {
            busy(socket);
            long id =
                    socket.result("chat.send", "{\"text\":\"next\"}").path("id").asLong();
            assertThat(socket.result(
                                    "chat.edit_queued",
                                    "{\"sessionKey\":\"main\",\"id\":" + id + ",\"text\":\"better\"}")
                            .path("edited")
                            .asBoolean())
                    .isTrue();
            assertThat(socket.result("chat.queued", "{}")
                            .path("queued")
                            .path(0)
                            .path("text")
                            .asString())
                    .isEqualTo("better");
        });
        all.put("chat.cancel_queued", socket -> {
            busy(socket);
            long id =
                    socket.result("chat.send", "{\"text\":\"one\"}").path("id").asLong();
            socket.result("chat.send", "{\"text\":\"two\"}");
            assertThat(socket.result("chat.cancel_queued", "{\"sessionKey\":\"main\",\"id\":" + id + "}")
                            .path("cleared")
                            .asInt())
                    .isEqualTo(1);
            assertThat(socket.result("chat.cancel_queued", "{\"sessionKey\":\"main\"}")
                            .path("cleared")
                            .asInt())
                    .isEqualTo(1);
            assertThat(socket.error("chat.cancel_queued", "{}").path("message").asString())
                    .isEqualTo("missing 'sessionKey' parameter");
        });
        all.put("chat.answer_question", socket -> {
            socket.result("subscribe", "{\"events\":[\"chat\"]}");
            var choice = new CompletableFuture<Optional<String>>();
            Thread.ofVirtual().start(() -> {
                try {
                    choice.complete(gateway.questions.ask(
                            SessionKey.MAIN,
                            new RunId("r"),
                            "Budget",
                            "Go on?",
                            List.of(new Question.Choice("once", "Once"), new Question.Choice("stop", "Stop")),
                            Duration.ofMinutes(1)));
                } catch (InterruptedException e) {
                    choice.completeExceptionally(e);
                }
            });
            String id = socket.chat("question").path("questionId").asString();
            assertThat(socket.error("chat.answer_question", "{\"questionId\":\"" + id + "\",\"choice\":\"maybe\"}")
                            .path("message")
                            .asString())
                    .isEqualTo("the question does not offer 'maybe'");
            String once = "{\"questionId\":\"" + id + "\",\"choice\":\"once\"}";
            assertThat(socket.result("chat.answer_question", once).toString()).isEqualTo("{\"answered\":true}");
            assertThat(socket.chat("question_closed").path("choice").asString()).isEqualTo("once");
            assertThat(choice.join()).contains("once");
            assertThat(socket.result("chat.answer_question", once).toString()).isEqualTo("{\"answered\":false}");
        });
        all.put("chat.peek", socket -> {
            assertThat(socket.result("chat.peek", "{}").toString()).isEqualTo("{\"active\":false}");
            busy(socket);
            JsonNode peek = socket.result("chat.peek", "{\"sessionKey\":\"main\"}");
            assertThat(peek.path("active").asBoolean()).isTrue();
            assertThat(peek.path("text").asString()).isEqualTo("First ");
        });
        all.put("chat.history", socket -> {
            JsonNode lines = socket.result("chat.history", "{\"sessionKey\":\"session:old\"}");
            assertThat(lines.path(1).path("content").asString()).isEqualTo("Apples are fruit.");
            assertThat(lines.path(1).path("historyIndex").asInt()).isEqualTo(1);
            assertThat(socket.result("chat.history", "{}").toString()).isEqualTo("[]");
        });
        all.put("chat.clear", socket -> {
            socket.result("subscribe", "{\"events\":[\"chat\"]}");
            assertThat(socket.result("chat.clear", "{\"sessionKey\":\"session:old\"}")
                            .toString())
                    .isEqualTo("{\"ok\":true}");
            assertThat(socket.chat("session_cleared").path("sessionKey").asString())
                    .isEqualTo("session:old");
            assertThat(socket.result("chat.history", "{\"sessionKey\":\"session:old\"}")
                            .isEmpty())
                    .isTrue();
        });
        all.put("chat.compact", socket -> {
            assertThat(socket.error("chat.compact", "{}").path("message").asString())
                    .isEqualTo("nothing to compact");
            ready(socket);
            JsonNode left = socket.result("chat.compact", "{\"sessionKey\":\"session:old\"}");
            assertThat(left.size()).isEqualTo(1);
            assertThat(left.path(0).path("role").asString()).isEqualTo("user");
            assertThat(left.path(0).path("content").toString())
                    .contains("[Conversation Summary]")
                    .contains("Hello");
            assertThat(socket.chat("compact").path("mode").asString()).isEqualTo("structured");
            assertThat(socket.result("chat.history", "{\"sessionKey\":\"session:old\"}")
                            .size())
                    .isEqualTo(3);
        });
        all.put("chat.prompt_memory.refresh", socket -> {
            JsonNode refreshed = socket.result("chat.prompt_memory.refresh", "{}");
            assertThat(refreshed.path("ok").asBoolean()).isTrue();
            assertThat(refreshed.path("sessionKey").asString()).isEqualTo("main");
            assertThat(refreshed.path("promptMemory").path("mode").asString()).isEqualTo("live-reload");
        });
        all.put(
                "chat.inject",
                socket -> assertThat(
                                socket.error("chat.inject", "{}").path("code").asString())
                        .isEqualTo("INVALID_REQUEST"));
        all.put("chat.context", socket -> {
            JsonNode context = socket.result("chat.context", "{\"sessionKey\":\"session:old\"}");
            assertThat(context.path("session").path("messageCount").asInt()).isEqualTo(2);
            assertThat(context.path("tokenUsage").path("contextWindow").asInt()).isPositive();
        });
        all.put("chat.raw_prompt", socket -> {
            gateway.addModel(socket);
            JsonNode prompt = socket.result("chat.raw_prompt", "{}");
            assertThat(prompt.path("prompt").asString())
                    .hasSize(prompt.path("charCount").asInt());
            assertThat(prompt.has("tool_mode")).isTrue();
        });
        all.put("chat.full_context", socket -> {
            gateway.addModel(socket);
            JsonNode full = socket.result("chat.full_context", "{\"sessionKey\":\"session:old\"}");
            assertThat(full.path("messageCount").asInt()).isEqualTo(3);
            assertThat(full.path("llmOutputs").path(0).path("content").asString())
                    .isEqualTo("Apples are fruit.");
        });
    }

    private void sessions(Map<String, Conversation> all) {
        all.put("sessions.list", socket -> {
            JsonNode row = socket.result("sessions.list", "{}").path(0);
            assertThat(row.path("key").asString()).isEqualTo("session:old");
            assertThat(row.path("messageCount").asInt()).isEqualTo(2);
            assertThat(row.path("replying").asBoolean()).isFalse();
            busy(socket);
            assertThat(socket.result("sessions.list", "{\"limit\":1}")
                            .path(0)
                            .path("replying")
                            .asBoolean())
                    .isTrue();
        });
        all.put("sessions.preview", socket -> {
            JsonNode messages = socket.result("sessions.preview", "{\"key\":\"session:old\",\"limit\":1}")
                    .path("messages");
            assertThat(messages.size()).isEqualTo(1);
            assertThat(messages.path(0).path("historyIndex").asInt()).isEqualTo(1);
        });
        all.put("sessions.search", socket -> {
            JsonNode hit =
                    socket.result("sessions.search", "{\"query\":\"apples\"}").path(0);
            assertThat(hit.path("sessionKey").asString()).isEqualTo("session:old");
            assertThat(hit.path("archived").asBoolean()).isFalse();
            assertThat(socket.result("sessions.search", "{\"query\":\" \"}").isEmpty())
                    .isTrue();
        });
        all.put("sessions.branches", socket -> {
            String fork = socket.result("sessions.fork", "{\"key\":\"session:old\",\"forkPoint\":1}")
                    .path("key")
                    .asString();
            JsonNode branch = socket.result("sessions.branches", "{\"key\":\"session:old\"}")
                    .path(0);
            assertThat(branch.path("key").asString()).isEqualTo(fork);
            assertThat(branch.path("forkPoint").asInt()).isEqualTo(1);
        });
        all.put("sessions.run_detail", socket -> {
            JsonNode run = socket.result("sessions.run_detail", "{\"sessionKey\":\"session:old\",\"runId\":\"r-1\"}");
            assertThat(run.path("messages").size()).isEqualTo(2);
            assertThat(run.path("summary").toString())
                    .isEqualTo("{\"userMessages\":1,\"toolCalls\":0,\"assistantMessages\":1}");
        });
        all.put("sessions.switch", socket -> {
            JsonNode opened = socket.result("sessions.switch", "{\"key\":\"session:old\"}");
            assertThat(opened.path("entry").path("lastSeenMessageCount").asInt())
                    .isEqualTo(2);
            assertThat(opened.path("history").size()).isEqualTo(2);
            assertThat(opened.path("replying").asBoolean()).isFalse();
            // Calls that name no session mean this one now.
            assertThat(socket.result("chat.history", "{}").size()).isEqualTo(2);
            JsonNode cached = socket.result("sessions.switch", "{\"key\":\"session:old\",\"cached_message_count\":2}");
            assertThat(cached.path("historyCacheHit").asBoolean()).isTrue();
            assertThat(cached.path("history").isEmpty()).isTrue();
            assertThat(socket.result("sessions.switch", "{\"key\":\"session:new\"}")
                            .path("history")
                            .isEmpty())
                    .isTrue();
            assertThat(socket.error("sessions.switch", "{}").path("message").asString())
                    .isEqualTo("missing 'key' parameter");
        });
        all.put("sessions.resolve", socket -> {
            socket.result("subscribe", "{\"events\":[\"session\"]}");
            assertThat(socket.result("sessions.resolve", "{\"key\":\"session:old\"}")
                            .path("history")
                            .size())
                    .isEqualTo(2);
            socket.result("sessions.resolve", "{\"key\":\"session:new\",\"include_history\":false}");
            assertThat(socket.event("session").path("payload").path("kind").asString())
                    .isEqualTo("created");
            socket.result("sessions.resolve", "{\"key\":\"session:new\"}");
            assertThat(socket.eventsSoFar()).isEmpty();
        });
        all.put("sessions.patch", socket -> {
            socket.result("subscribe", "{\"events\":[\"session\"]}");
            JsonNode row = socket.result("sessions.patch", "{\"key\":\"session:old\",\"label\":\"Fruit\",\"later\":1}");
            assertThat(row.path("label").asString()).isEqualTo("Fruit");
            assertThat(socket.event("session").path("payload").path("entry").path("version"))
                    .isEqualTo(row.path("version"));
            assertThat(socket.result("sessions.patch", "{\"key\":\"session:old\",\"archived\":true}")
                            .path("label")
                            .asString())
                    .isEqualTo("Fruit");
            assertThat(socket.result("sessions.patch", "{\"key\":\"session:old\",\"label\":null}")
                            .path("label")
                            .isNull())
                    .isTrue();
            assertThat(socket.result("sessions.patch", "{\"key\":\"session:old\",\"failover\":\"ask\"}")
                            .path("failover")
                            .asString())
                    .isEqualTo("ask");
            assertThat(socket.error("sessions.patch", "{\"key\":\"session:old\",\"failover\":\"maybe\"}")
                            .path("message")
                            .asString())
                    .isEqualTo("'failover' is off, ask or auto");
            assertThat(socket.error("sessions.patch", "{\"key\":\"session:none\",\"label\":\"x\"}")
                            .path("code")
                            .asString())
                    .isEqualTo("NOT_FOUND");
        });
        all.put("sessions.reset", socket -> {
            assertThat(socket.result("sessions.reset", "{\"key\":\"session:old\"}")
                            .toString())
                    .isEqualTo("{}");
            assertThat(socket.result("sessions.list", "{}")
                            .path(0)
                            .path("messageCount")
                            .asInt())
                    .isZero();
        });
        all.put("sessions.delete", socket -> {
            socket.result("subscribe", "{\"events\":[\"session\"]}");
            assertThat(socket.result("sessions.delete", "{\"key\":\"session:old\"}")
                            .toString())
                    .isEqualTo("{\"ok\":true}");
            assertThat(socket.event("session").path("payload").path("kind").asString())
                    .isEqualTo("deleted");
            assertThat(socket.error("sessions.delete", "{\"key\":\"session:old\"}")
                            .path("code")
                            .asString())
                    .isEqualTo("NOT_FOUND");
        });
        all.put("sessions.clear_all", socket -> {
            assertThat(socket.result("sessions.clear_all", "{}").path("deleted").asInt())
                    .isEqualTo(1);
            assertThat(socket.result("sessions.list", "{}").isEmpty()).isTrue();
        });
        all.put("sessions.generate_title", socket -> {
            ready(socket);
            assertThat(socket.result("sessions.generate_title", "{\"key\":\"session:old\"}")
                            .toString())
                    .isEqualTo("{\"ok\":true,\"label\":\"Hello\"}");
            assertThat(socket.error("sessions.generate_title", "{\"key\":\"session:none\"}")
                            .path("code")
                            .asString())
                    .isEqualTo("NOT_FOUND");
        });
        all.put(
                "sessions.compact",
                socket -> assertThat(socket.result("sessions.compact", "{}").toString())
                        .isEqualTo("{}"));
        all.put("sessions.fork", socket -> {
            JsonNode fork =
                    socket.result("sessions.fork", "{\"key\":\"session:old\",\"forkPoint\":1,\"label\":\"Half\"}");
            assertThat(fork.path("sessionKey")).isEqualTo(fork.path("key"));
            assertThat(fork.path("messageCount").asInt()).isEqualTo(1);
            assertThat(fork.path("label").asString()).isEqualTo("Half");
            assertThat(socket.error("sessions.fork", "{\"key\":\"session:old\",\"forkPoint\":9}")
                            .path("code")
                            .asString())
                    .isEqualTo("INVALID_REQUEST");
        });
    }

    private static void localModels(Map<String, Conversation> all) {
        all.put(
                "providers.local.search_hf",
                socket -> assertThat(socket.error("providers.local.search_hf", "{\"query\":\"tiny\"}")
                                .path("message")
                                .asString())
                        .contains("can't be searched"));
        all.put(
                "providers.local.configure_custom",
                socket -> assertThat(socket.error("providers.local.configure_custom", "{\"hfRepo\":\"a/b\"}")
                                .path("message")
                                .asString())
                        .isEqualTo("GGUF models require 'hfFilename' parameter"));
        all.put(
                "providers.ollama.pull",
                socket -> assertThat(socket.error("providers.ollama.pull", "{}")
                                .path("code")
                                .asString())
                        .isEqualTo("INVALID_REQUEST"));
        all.put(
                "providers.ollama.pulls",
                socket -> assertThat(
                                socket.result("providers.ollama.pulls", "{}").toString())
                        .isEqualTo("{\"pulls\":[]}"));
        all.put(
                "providers.local.system_info",
                socket -> assertThat(socket.result("providers.local.system_info", "{}")
                                .path("totalRamGb")
                                .asDouble())
                        .isPositive());
        all.put(
                "providers.local.models",
                socket -> assertThat(socket.result("providers.local.models", "{}")
                                .path("recommended")
                                .path(0)
                                .path("sizeBytes")
                                .asLong())
                        .isEqualTo(98_362_432));
        all.put(
                "providers.local.status",
                socket -> assertThat(
                                socket.result("providers.local.status", "{}").toString())
                        .isEqualTo("{\"status\":\"unconfigured\"}"));
        // A model that nobody offers: nothing is downloaded in a test.
        all.put(
                "providers.local.configure",
                socket -> assertThat(socket.error("providers.local.configure", "{\"modelId\":\"no-such-model\"}")
                                .path("message")
                                .asString())
                        .isEqualTo("unknown model: no-such-model"));
        for (String method : List.of("load", "unload", "remove_model")) {
            all.put(
                    "providers.local." + method,
                    socket -> assertThat(socket.error("providers.local." + method, "{\"modelId\":\"no-such-model\"}")
                                    .path("code")
                                    .asString())
                            .isEqualTo("NOT_FOUND"));
        }
        all.put(
                "providers.local.model_states",
                socket -> assertThat(socket.result("providers.local.model_states", "{}")
                                .toString())
                        .isEqualTo("[]"));
    }

    private void signIns(Map<String, Conversation> all) {
        all.put("providers.oauth.start", socket -> {
            assertThat(begin(socket)).contains("/authorize?response_type=code").contains("code_challenge_method=S256");
            assertThat(socket.error("providers.oauth.start", "{\"provider\":\"anthropic\"}")
                            .path("message")
                            .asString())
                    .contains("API key only");
        });
        all.put("providers.oauth.status", socket -> {
            assertThat(socket.result("providers.oauth.status", ACME)
                            .path("authenticated")
                            .asBoolean())
                    .isFalse();
            begin(socket);
            assertThat(socket.result("providers.oauth.status", ACME)
                            .path("waiting")
                            .asBoolean())
                    .isTrue();
        });
        all.put("providers.oauth.complete", socket -> {
            String pasted = "any-code#" + stateOf(begin(socket));
            assertThat(socket.result("providers.oauth.complete", "{\"callback\":\"" + pasted + "\"}")
                            .toString())
                    .isEqualTo("{\"ok\":true,\"provider\":\"acme\"}");
            JsonNode status = socket.result("providers.oauth.status", ACME);
            assertThat(status.path("authenticated").asBoolean()).isTrue();
            assertThat(status.toString()).doesNotContain("secret-token");
            assertThat(socket.error("providers.oauth.complete", "{\"callback\":\"" + pasted + "\"}")
                            .path("message")
                            .asString())
                    .isEqualTo("unknown or expired OAuth state");
        });
        all.put("providers.oauth.cancel", socket -> {
            begin(socket);
            assertThat(socket.result("providers.oauth.cancel", ACME)
                            .path("cancelled")
                            .asBoolean())
                    .isTrue();
            assertThat(socket.result("providers.oauth.cancel", ACME)
                            .path("cancelled")
                            .asBoolean())
                    .isFalse();
        });
        all.put("providers.oauth.disconnect", socket -> {
            var page = gateway.get("/auth/callback?code=any-code&state=" + stateOf(begin(socket)));
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains("Authentication successful!").doesNotContain("<script");
            assertThat(socket.result("providers.oauth.disconnect", ACME)
                            .path("disconnected")
                            .asBoolean())
                    .isTrue();
            assertThat(socket.result("providers.oauth.status", ACME)
                            .path("authenticated")
                            .asBoolean())
                    .isFalse();
        });
    }

    private static final String ACME = "{\"provider\":\"acme\"}";

    /** Begins a sign-in. @return the address that the person is to open */
    private static String begin(TestSocket socket) {
        return socket.result(
                        "providers.oauth.start",
                        "{\"provider\":\"acme\",\"redirectUri\":\"http://localhost/auth/callback\"}")
                .path("authUrl")
                .asString();
    }

    private static String stateOf(String authorizationUrl) {
        return authorizationUrl.replaceFirst(".*[?&]state=([^&]*).*", "$1");
    }

    private void models(Map<String, Conversation> all) {
        all.put("models.list", socket -> {
            gateway.addModel(socket);
            assertThat(socket.result("models.list", "{}").toString()).contains("scripted-1");
        });
        all.put("models.list_all", socket -> {
            gateway.addModel(socket);
            String id = socket.result("models.list", "{}").path(0).path("id").asString();
            socket.result("models.disable", "{\"modelId\":\"" + id + "\"}");
            JsonNode first = socket.result("models.list_all", "{}").path(0);
            assertThat(first.path("id").asString()).isEqualTo(id);
            assertThat(first.path("disabled").asBoolean()).isTrue();
        });
        all.put("models.disable", socket -> {
            gateway.addModel(socket);
            socket.result("subscribe", "{\"events\":[\"models.updated\"]}");
            String id = socket.result("models.list", "{}").path(0).path("id").asString();
            assertThat(socket.result("models.disable", "{\"modelId\":\"" + id + "\"}")
                            .path("modelId")
                            .asString())
                    .isEqualTo(id);
            assertThat(socket.event("models.updated")
                            .path("payload")
                            .path("disabled")
                            .asBoolean())
                    .isTrue();
            assertThat(socket.result("models.list", "{}").path(0).path("id").asString())
                    .isNotEqualTo(id);
        });
        all.put("models.enable", socket -> {
            gateway.addModel(socket);
            String id = socket.result("models.list", "{}").path(0).path("id").asString();
            socket.result("models.disable", "{\"modelId\":\"" + id + "\"}");
            socket.result("models.enable", "{\"modelId\":\"" + id + "\"}");
            assertThat(socket.result("models.list", "{}").path(0).path("id").asString())
                    .isEqualTo(id);
        });
        all.put("models.test", socket -> {
            gateway.addModel(socket);
            String id = socket.result("models.list", "{}").path(0).path("id").asString();
            assertThat(socket.result("models.test", "{\"modelId\":\"" + id + "\"}")
                            .path("ok")
                            .asBoolean())
                    .isTrue();
            assertThat(socket.error("models.test", "{\"modelId\":\"nobody::nothing\"}")
                            .path("code")
                            .asString())
                    .isEqualTo("NOT_FOUND");
        });
        all.put("models.detect_supported", socket -> {
            gateway.addModel(socket);
            JsonNode summary = socket.result("models.detect_supported", "{\"reason\":\"test\"}");
            assertThat(summary.path("supported").asInt()).isPositive();
            assertThat(summary.path("reason").asString()).isEqualTo("test");
        });
        all.put(
                "models.cancel_detect",
                socket -> assertThat(socket.result("models.cancel_detect", "{}").toString())
                        .isEqualTo("{\"ok\":true,\"cancelled\":false}"));
        all.put("providers.available", socket -> {
            gateway.addModel(socket);
            JsonNode providers = socket.result("providers.available", "{}");
            assertThat(providers.toString()).contains("\"name\":\"openai\"").doesNotContain(ScriptedModelServer.KEY);
        });
        all.put("providers.validate_key", socket -> {
            socket.result("subscribe", "{\"events\":[\"providers.validate.progress\"]}");
            JsonNode good = socket.result("providers.validate_key", key(ScriptedModelServer.KEY));
            assertThat(good.path("valid").asBoolean()).isTrue();
            assertThat(good.path("models").isEmpty()).isFalse();
            JsonNode progress = socket.event("providers.validate.progress").path("payload");
            assertThat(progress.path("requestId").asString()).isEqualTo("v1");
            JsonNode bad = socket.result("providers.validate_key", key("wrong"));
            assertThat(bad.path("valid").asBoolean()).isFalse();
            assertThat(bad.path("error").asString()).isNotBlank();
            assertThat(bad.has("models")).isFalse();
        });
        all.put("providers.save_key", socket -> {
            assertThat(socket.result("providers.save_key", key(ScriptedModelServer.KEY))
                            .toString())
                    .isEqualTo("{\"ok\":true}");
            JsonNode error =
                    socket.error("providers.save_key", "{\"provider\":\"anthropic\",\"apiKey\":\"sk-ant-oat01-abc\"}");
            assertThat(error.path("details").path("reason").asString()).isEqualTo("CREDENTIAL_REFUSED");
            assertThat(error.toString()).doesNotContain("sk-ant-oat01-abc");
        });
        all.put("providers.add_custom", socket -> {
            JsonNode added = socket.result(
                    "providers.add_custom",
                    "{\"baseUrl\":\"" + gateway.model.uri() + "/v1\",\"apiKey\":\"" + ScriptedModelServer.KEY
                            + "\",\"model\":\"scripted-1\"}");
            assertThat(added.path("ok").asBoolean()).isTrue();
            assertThat(added.path("providerName").asString()).startsWith("custom-");
            assertThat(socket.error("providers.add_custom", "{\"baseUrl\":\"http://localhost:1\"}")
                            .path("message")
                            .asString())
                    .isEqualTo("missing 'apiKey' parameter");
        });
        all.put("providers.remove_key", socket -> {
            String provider = custom(socket);
            assertThat(socket.result("providers.remove_key", "{\"provider\":\"" + provider + "\"}")
                            .path("ok")
                            .asBoolean())
                    .isTrue();
            assertThat(socket.result("models.list", "{}").toString()).doesNotContain(provider);
        });
        all.put("providers.save_model", socket -> {
            String provider = custom(socket);
            socket.result("providers.save_model", "{\"provider\":\"" + provider + "\",\"model\":\"scripted-2\"}");
            assertThat(socket.result("models.list", "{}").path(0).path("id").asString())
                    .endsWith("scripted-2");
        });
        all.put("providers.save_models", socket -> {
            String provider = custom(socket);
            socket.result(
                    "providers.save_models",
                    "{\"provider\":\"" + provider + "\",\"models\":[\"scripted-2\",\"scripted-1\"]}");
            assertThat(socket.error("providers.save_models", "{\"provider\":\"" + provider + "\"}")
                            .path("message")
                            .asString())
                    .isEqualTo("missing 'models' array parameter");
        });
    }

    private String key(String key) {
        return "{\"provider\":\"openai\",\"apiKey\":\"" + key + "\",\"baseUrl\":\"" + gateway.model.uri()
                + "/v1\",\"model\":\"scripted-1\",\"requestId\":\"v1\"}";
    }

    private String custom(TestSocket socket) {
        return socket.result(
                        "providers.add_custom",
                        "{\"baseUrl\":\"" + gateway.model.uri() + "/v1\",\"apiKey\":\"" + ScriptedModelServer.KEY
                                + "\",\"model\":\"scripted-1\"}")
                .path("providerName")
                .asString();
    }

    private static void agent(Map<String, Conversation> all) {
        all.put("agent.identity.get", socket -> {
            JsonNode identity = socket.result("agent.identity.get", "{}");
            assertThat(identity.path("name").asString()).isEqualTo("moltis");
            assertThat(identity.path("identity_fields").path("name").asString()).isEqualTo("moltis");
        });
        all.put("agent.identity.update", socket -> {
            JsonNode identity = socket.result(
                    "agent.identity.update",
                    "{\"name\":\"Rex\",\"emoji\":\"🦖\",\"user_name\":\"Ada\",\"timezone\":\"Europe/Paris\",\"soul\":\"Kind.\"}");
            assertThat(identity.path("name").asString()).isEqualTo("Rex");
            assertThat(identity.path("user_timezone").asString()).isEqualTo("Europe/Paris");
            // What is not named stays, what is null goes, and a zone that does not exist is not taken.
            JsonNode later = socket.result(
                    "agent.identity.update", "{\"emoji\":null,\"timezone\":\"Mars/Base\",\"theme\":\"dry\"}");
            assertThat(later.path("name").asString()).isEqualTo("Rex");
            assertThat(later.has("emoji")).isFalse();
            assertThat(later.path("theme").asString()).isEqualTo("dry");
            assertThat(later.path("user_name").asString()).isEqualTo("Ada");
            assertThat(later.path("user_timezone").asString()).isEqualTo("Europe/Paris");
            assertThat(later.path("soul").asString()).isEqualTo("Kind.");
        });
        all.put("agent.identity.update_soul", socket -> {
            socket.result("agent.identity.update_soul", "{\"soul\":\"Brief.\"}");
            assertThat(socket.result("agent.identity.get", "{}").path("soul").asString())
                    .isEqualTo("Brief.");
            socket.result("agent.identity.update_soul", "{\"soul\":null}");
            assertThat(socket.result("agent.identity.get", "{}").path("soul").asString())
                    .isEmpty();
        });
        all.put(
                "agents.list",
                socket -> assertThat(socket.result("agents.list", "{}").toString())
                        .isEqualTo(
                                "{\"default_id\":\"main\",\"agents\":[{\"id\":\"main\",\"name\":\"moltis\",\"is_default\":true}]}"));
        all.put("agents.identity.get", socket -> {
            assertThat(socket.result("agents.identity.get", "{\"id\":\"main\"}")
                            .path("name")
                            .asString())
                    .isEqualTo("moltis");
            assertThat(socket.error("agents.identity.get", "{\"agent_id\":\"other\"}")
                            .path("code")
                            .asString())
                    .isEqualTo("NOT_FOUND");
        });
        all.put("agents.identity.update", socket -> {
            assertThat(socket.result("agents.identity.update", "{\"name\":\"Rex\"}")
                            .path("name")
                            .asString())
                    .isEqualTo("Rex");
            assertThat(socket.error("agents.identity.update", "{\"id\":\"other\",\"name\":\"X\"}")
                            .path("code")
                            .asString())
                    .isEqualTo("NOT_FOUND");
        });
        all.put(
                "modes.list",
                socket -> assertThat(socket.result("modes.list", "{}").toString())
                        .isEqualTo("{\"modes\":[{\"id\":\"plan\",\"name\":\"Plan\",\"description\":\"Think first\","
                                + "\"prompt\":\"Think before you act.\"}]}"));
        all.put("modes.set_session", socket -> {
            socket.result("subscribe", "{\"events\":[\"session\"]}");
            socket.result("modes.set_session", "{\"session_key\":\"session:old\",\"mode_id\":\"plan\"}");
            assertThat(socket.event("session").path("payload").path("kind").asString())
                    .isEqualTo("patched");
            assertThat(socket.result("sessions.list", "{}")
                            .path(0)
                            .path("mode_id")
                            .asString())
                    .isEqualTo("plan");
            socket.result("modes.set_session", "{\"key\":\"session:old\",\"mode_id\":null}");
            assertThat(socket.result("sessions.list", "{}")
                            .path(0)
                            .path("mode_id")
                            .isNull())
                    .isTrue();
            assertThat(socket.error("modes.set_session", "{\"mode_id\":\"none\"}")
                            .path("message")
                            .asString())
                    .isEqualTo("mode 'none' not found");
        });
        all.put(
                "exec.approval.request",
                socket -> assertThat(
                                socket.result("exec.approval.request", "{}").toString())
                        .isEqualTo("{\"pending\":[],\"requests\":[]}"));
    }

    private static void config(Map<String, Conversation> all) {
        all.put("config.get", socket -> {
            assertThat(socket.result("config.get", "{\"key\":\"server.bind\"}")
                            .path("value")
                            .asString())
                    .isEqualTo("127.0.0.1");
            assertThat(socket.result("config.get", "{}")
                            .path("value")
                            .path("server")
                            .isObject())
                    .isTrue();
        });
        all.put("config.set", socket -> {
            socket.result("subscribe", "{\"events\":[\"config.changed\"]}");
            JsonNode saved = socket.result("config.set", "{\"key\":\"server.port\",\"value\":4711}");
            assertThat(saved.path("changed").toString()).isEqualTo("[\"server.port\"]");
            assertThat(saved.path("restart_required").asBoolean()).isTrue();
            assertThat(socket.event("config.changed")
                            .path("payload")
                            .path("restart_required")
                            .asBoolean())
                    .isTrue();
            assertThat(socket.error("config.set", "{\"key\":\"server.port\",\"value\":\"many\"}")
                            .path("code")
                            .asString())
                    .isEqualTo("INVALID_REQUEST");
            assertThat(socket.error("config.set", "{\"key\":\"server.port\"}")
                            .path("message")
                            .asString())
                    .isEqualTo("missing 'value' parameter");
        });
        all.put("config.patch", socket -> {
            assertThat(socket.result("config.patch", "{\"json\":{\"server\":{\"port\":4712}}}")
                            .path("changed")
                            .toString())
                    .isEqualTo("[\"server.port\"]");
            assertThat(socket.error("config.patch", "{}").path("message").asString())
                    .isEqualTo("missing 'json' parameter");
        });
        all.put("config.apply", socket -> {
            String version = socket.result("config.get", "{}").path("version").asString();
            JsonNode applied = socket.result(
                    "config.apply", "{\"toml\":\"[server]\\nport = 4713\\n\",\"version\":\"" + version + "\"}");
            assertThat(applied.path("version").asString()).isNotEqualTo(version);
            assertThat(socket.error("config.apply", "{\"toml\":\"\",\"version\":\"" + version + "\"}")
                            .path("code")
                            .asString())
                    .isEqualTo("CONFLICT");
        });
        all.put(
                "config.schema",
                socket -> assertThat(socket.result("config.schema", "{}")
                                .path("properties")
                                .has("server"))
                        .isTrue());
    }

    private void usage(Map<String, Conversation> all) {
        all.put("usage.status", socket -> {
            ready(socket);
            socket.result("chat.send_sync", "{\"text\":\"hi\"}");
            JsonNode status = socket.result("usage.status", "{}");
            assertThat(status.path("requests").asLong()).isPositive();
            assertThat(status.path("unknownPriced").asLong())
                    .as("a server of this machine is known to cost nothing")
                    .isZero();
            assertThat(status.path("totalCost").asDouble()).isZero();
            assertThat(status.path("today").path("outputTokens").asLong()).isPositive();
            assertThat(status.path("budgets").toString()).isEqualTo("[]");
            assertThat(status.path("pricesChecked").asString()).isNotBlank();
            assertThat(socket.result("usage.status", "{\"sessionKey\":\"session:old\"}")
                            .path("requests")
                            .asLong())
                    .isZero();
        });
        all.put(
                "usage.cost",
                socket -> assertThat(socket.result("usage.cost", "{}").toString())
                        .isEqualTo("{\"cost\":0.0,\"unknownPriced\":0,\"currency\":\"USD\"}"));
        all.put("usage.report", socket -> {
            ready(socket);
            socket.result("chat.send_sync", "{\"text\":\"hi\"}");
            for (String by : new String[] {"day", "model", "provider", "session"}) {
                JsonNode report = socket.result("usage.report", "{\"by\":\"" + by + "\",\"days\":2}");
                assertThat(report.path("by").asString()).isEqualTo(by);
                assertThat(report.path("rows")
                                .path(0)
                                .path("sum")
                                .path("requests")
                                .asLong())
                        .isPositive();
            }
            assertThat(socket.result("usage.report", "{\"by\":\"session\"}")
                            .path("rows")
                            .path(0)
                            .path("name")
                            .asString())
                    .isEqualTo("main");
            assertThat(socket.error("usage.report", "{\"by\":\"moon\"}")
                            .path("message")
                            .asString())
                    .isEqualTo("'by' is day, model, provider or session");
            assertThat(socket.error("usage.report", "{\"days\":0}").path("code").asString())
                    .isEqualTo("INVALID_REQUEST");
        });
    }

    private void logs(Map<String, Conversation> all) {
        all.put("logs.tail", socket -> {
            log(LogLevel.INFO, "hello");
            assertThat(socket.result("logs.tail", "{\"limit\":1}").toString())
                    .isEqualTo("{\"entries\":[{\"ts\":5,\"level\":\"INFO\",\"target\":\"t\",\"message\":\"hello\","
                            + "\"fields\":{}}],\"subscribed\":true}");
        });
        all.put("logs.list", socket -> {
            log(LogLevel.INFO, "small");
            log(LogLevel.ERROR, "large");
            JsonNode entries =
                    socket.result("logs.list", "{\"level\":\"warn\"}").path("entries");
            assertThat(entries.size()).isEqualTo(1);
            assertThat(socket.error("logs.list", "{\"level\":\"loud\"}")
                            .path("code")
                            .asString())
                    .isEqualTo("INVALID_REQUEST");
        });
        all.put("logs.status", socket -> {
            log(LogLevel.WARN, "w");
            JsonNode status = socket.result("logs.status", "{}");
            assertThat(status.path("unseen_warns").asInt()).isEqualTo(1);
            assertThat(status.path("enabled_levels").has("trace")).isTrue();
        });
        all.put("logs.ack", socket -> {
            log(LogLevel.ERROR, "e");
            assertThat(socket.result("logs.ack", "{}").toString()).isEqualTo("{}");
            assertThat(socket.result("logs.status", "{}").path("unseen_errors").asInt())
                    .isZero();
        });
    }

    private void log(LogLevel level, String message) {
        gateway.logs.add(new LogEntry(5, level, "t", message, Map.of()));
    }
}
