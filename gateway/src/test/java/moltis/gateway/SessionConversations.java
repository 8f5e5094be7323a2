package moltis.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Conversations about sessions. */
final class SessionConversations {

    private SessionConversations() {}

    static Map<String, Conversation> all() {
        Map<String, Conversation> all = new TreeMap<>();
        all.put("sessions.list", (socket, gateway) -> {
            JsonNode row = socket.result("sessions.list", "{}").path(0);
            assertThat(row.path("key").asString()).isEqualTo("session:old");
            assertThat(row.path("messageCount").asInt()).isEqualTo(2);
            assertThat(row.path("replying").asBoolean()).isFalse();
            Conversation.busy(socket, gateway);
            assertThat(socket.result("sessions.list", "{\"limit\":1}")
                            .path(0)
                            .path("replying")
                            .asBoolean())
                    .isTrue();
        });
        all.put("sessions.preview", (socket, _) -> {
            JsonNode messages = socket.result("sessions.preview", "{\"key\":\"session:old\",\"limit\":1}")
                    .path("messages");
            assertThat(messages.size()).isEqualTo(1);
            assertThat(messages.path(0).path("historyIndex").asInt()).isEqualTo(1);
        });
        all.put("sessions.search", (socket, _) -> {
            JsonNode hit =
                    socket.result("sessions.search", "{\"query\":\"apples\"}").path(0);
            assertThat(hit.path("sessionKey").asString()).isEqualTo("session:old");
            assertThat(hit.path("archived").asBoolean()).isFalse();
            assertThat(socket.result("sessions.search", "{\"query\":\" \"}").isEmpty())
                    .isTrue();
        });
        all.put("sessions.branches", (socket, _) -> {
            String fork = socket.result("sessions.fork", "{\"key\":\"session:old\",\"forkPoint\":1}")
                    .path("key")
                    .asString();
            JsonNode branch = socket.result("sessions.branches", "{\"key\":\"session:old\"}")
                    .path(0);
            assertThat(branch.path("key").asString()).isEqualTo(fork);
            assertThat(branch.path("forkPoint").asInt()).isEqualTo(1);
        });
        all.put("sessions.run_detail", (socket, _) -> {
            JsonNode run = socket.result("sessions.run_detail", "{\"sessionKey\":\"session:old\",\"runId\":\"r-1\"}");
            assertThat(run.path("messages").size()).isEqualTo(2);
            assertThat(run.path("summary").toString())
                    .isEqualTo("{\"userMessages\":1,\"toolCalls\":0,\"assistantMessages\":1}");
        });
        all.put("sessions.switch", (socket, _) -> {
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
        all.put("sessions.resolve", (socket, _) -> {
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
        all.put("sessions.patch", (socket, _) -> {
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
        all.put("sessions.reset", (socket, _) -> {
            assertThat(socket.result("sessions.reset", "{\"key\":\"session:old\"}")
                            .toString())
                    .isEqualTo("{}");
            assertThat(socket.result("sessions.list", "{}")
                            .path(0)
                            .path("messageCount")
                            .asInt())
                    .isZero();
        });
        all.put("sessions.delete", (socket, _) -> {
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
        all.put("sessions.clear_all", (socket, _) -> {
            assertThat(socket.result("sessions.clear_all", "{}").path("deleted").asInt())
                    .isEqualTo(1);
            assertThat(socket.result("sessions.list", "{}").isEmpty()).isTrue();
        });
        all.put("sessions.generate_title", (socket, gateway) -> {
            Conversation.ready(socket, gateway);
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
                (socket, _) -> assertThat(
                                socket.result("sessions.compact", "{}").toString())
                        .isEqualTo("{}"));
        all.put("sessions.fork", (socket, _) -> {
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
        return all;
    }
}
