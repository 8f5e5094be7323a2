package moltis.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Conversations about the connection itself. */
final class ConnectionConversations {

    private ConnectionConversations() {}

    static Map<String, Conversation> all() {
        Map<String, Conversation> all = new TreeMap<>();
        all.put(
                "health",
                (socket, _) -> assertThat(socket.result("health", "{}").toString())
                        .isEqualTo("{\"status\":\"ok\",\"version\":\"1.0\",\"connections\":1}"));
        all.put("status", (socket, _) -> {
            JsonNode status = socket.result("status", "{}");
            assertThat(status.path("hostname").asString()).isEqualTo("localhost");
            assertThat(status.path("uptimeMs").asLong()).isNotNegative();
            assertThat(status.path("hasMobileNode").asBoolean()).isFalse();
        });
        all.put("system-presence", (socket, _) -> {
            JsonNode client =
                    socket.result("system-presence", "{}").path("clients").path(0);
            assertThat(client.path("clientId").asString()).isEqualTo("test");
            assertThat(client.path("role").asString()).isEqualTo("operator");
            assertThat(client.path("lastActivity").asLong()).isBetween(0L, 60L);
        });
        all.put("system.describe", (socket, _) -> {
            JsonNode described = socket.result("system.describe", "{}");
            assertThat(described.path("protocol").asInt()).isEqualTo(4);
            assertThat(described.path("methods").toString())
                    .contains(
                            "{\"name\":\"chat.send\",\"requiredScope\":\"operator.write\",\"requiredRole\":\"operator\"}");
            assertThat(described.path("events").toString()).contains("{\"name\":\"chat\"}");
        });
        all.put(
                "last-heartbeat",
                (socket, _) -> assertThat(socket.result("last-heartbeat", "{}")
                                .path("lastActivitySecs")
                                .asLong())
                        .isBetween(0L, 60L));
        all.put(
                "set-heartbeats",
                (socket, _) -> assertThat(socket.result("set-heartbeats", "{}").toString())
                        .isEqualTo("{}"));
        all.put("subscribe", (socket, _) -> {
            JsonNode subscribed = socket.result("subscribe", "{\"events\":[\"chat\",\"tick\"]}");
            assertThat(subscribed.path("subscriptionId").asString()).isNotBlank();
            assertThat(subscribed.path("events").toString()).isEqualTo("[\"chat\",\"tick\"]");
            for (String params : new String[] {"{}", "{\"events\":\"chat\"}", "{\"events\":null}"})
                assertThat(socket.error("subscribe", params).path("message").asString())
                        .isEqualTo("missing or invalid 'events' array");
        });
        all.put("unsubscribe", (socket, _) -> {
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
                (socket, _) -> assertThat(socket.result("channel.join", "{\"channels\":[\"a\"]}")
                                .toString())
                        .isEqualTo("{\"joined\":[\"a\"]}"));
        all.put("channel.leave", (socket, _) -> {
            assertThat(socket.result("channel.leave", "{\"channels\":[\"a\"]}").toString())
                    .isEqualTo("{\"left\":[\"a\"]}");
            assertThat(socket.error("channel.leave", "{}").path("message").asString())
                    .isEqualTo("missing 'channels' parameter");
        });
        return all;
    }
}
