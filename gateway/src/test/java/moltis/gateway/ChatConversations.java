package moltis.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import moltis.core.event.Question;
import moltis.core.session.RunId;
import moltis.core.session.SessionKey;
import tools.jackson.databind.JsonNode;

/** Conversations about the chat. */
final class ChatConversations {

    private ChatConversations() {}

    static Map<String, Conversation> all() {
        Map<String, Conversation> all = new TreeMap<>();
        all.put("chat.send", (socket, gateway) -> {
            Conversation.ready(socket, gateway);
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
        all.put("chat.send_sync", (socket, gateway) -> {
            Conversation.ready(socket, gateway);
            JsonNode turn = socket.result("chat.send_sync", "{\"text\":\"hi\"}");
            assertThat(turn.path("text").asString()).isEqualTo("Hello");
            assertThat(turn.path("inputTokens").isNumber()).isTrue();
            assertThat(turn.path("requestOutputTokens").isNumber()).isTrue();
        });
        all.put("chat.abort", (socket, gateway) -> {
            Conversation.busy(socket, gateway);
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
        all.put("chat.queued", (socket, gateway) -> {
            Conversation.busy(socket, gateway);
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
        all.put("chat.edit_queued", (socket, gateway) -> {
            Conversation.busy(socket, gateway);
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
        all.put("chat.cancel_queued", (socket, gateway) -> {
            Conversation.busy(socket, gateway);
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
        all.put("chat.answer_question", (socket, gateway) -> {
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
        all.put("chat.peek", (socket, gateway) -> {
            assertThat(socket.result("chat.peek", "{}").toString()).isEqualTo("{\"active\":false}");
            Conversation.busy(socket, gateway);
            JsonNode peek = socket.result("chat.peek", "{\"sessionKey\":\"main\"}");
            assertThat(peek.path("active").asBoolean()).isTrue();
            assertThat(peek.path("text").asString()).isEqualTo("First ");
        });
        all.put("chat.history", (socket, _) -> {
            JsonNode lines = socket.result("chat.history", "{\"sessionKey\":\"session:old\"}");
            assertThat(lines.path(1).path("content").asString()).isEqualTo("Apples are fruit.");
            assertThat(lines.path(1).path("historyIndex").asInt()).isEqualTo(1);
            assertThat(socket.result("chat.history", "{}").toString()).isEqualTo("[]");
        });
        all.put("chat.clear", (socket, _) -> {
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
        all.put("chat.compact", (socket, gateway) -> {
            assertThat(socket.error("chat.compact", "{}").path("message").asString())
                    .isEqualTo("nothing to compact");
            Conversation.ready(socket, gateway);
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
        all.put("chat.prompt_memory.refresh", (socket, _) -> {
            JsonNode refreshed = socket.result("chat.prompt_memory.refresh", "{}");
            assertThat(refreshed.path("ok").asBoolean()).isTrue();
            assertThat(refreshed.path("sessionKey").asString()).isEqualTo("main");
            assertThat(refreshed.path("promptMemory").path("mode").asString()).isEqualTo("live-reload");
        });
        all.put(
                "chat.inject",
                (socket, _) -> assertThat(
                                socket.error("chat.inject", "{}").path("code").asString())
                        .isEqualTo("INVALID_REQUEST"));
        all.put("chat.context", (socket, _) -> {
            JsonNode context = socket.result("chat.context", "{\"sessionKey\":\"session:old\"}");
            assertThat(context.path("session").path("messageCount").asInt()).isEqualTo(2);
            assertThat(context.path("tokenUsage").path("contextWindow").asInt()).isPositive();
        });
        all.put("chat.raw_prompt", (socket, gateway) -> {
            gateway.addModel(socket);
            JsonNode prompt = socket.result("chat.raw_prompt", "{}");
            assertThat(prompt.path("prompt").asString())
                    .hasSize(prompt.path("charCount").asInt());
            assertThat(prompt.has("tool_mode")).isTrue();
        });
        all.put("chat.full_context", (socket, gateway) -> {
            gateway.addModel(socket);
            JsonNode full = socket.result("chat.full_context", "{\"sessionKey\":\"session:old\"}");
            assertThat(full.path("messageCount").asInt()).isEqualTo(3);
            assertThat(full.path("llmOutputs").path(0).path("content").asString())
                    .isEqualTo("Apples are fruit.");
        });
        return all;
    }
}
