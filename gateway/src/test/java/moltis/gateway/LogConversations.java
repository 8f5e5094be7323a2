package moltis.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import moltis.gateway.log.LogEntry;
import moltis.gateway.log.LogLevel;
import tools.jackson.databind.JsonNode;

/** Conversations about the log. */
final class LogConversations {

    private LogConversations() {}

    static Map<String, Conversation> all() {
        Map<String, Conversation> all = new TreeMap<>();
        all.put("logs.tail", (socket, gateway) -> {
            log(gateway, LogLevel.INFO, "hello");
            assertThat(socket.result("logs.tail", "{\"limit\":1}").toString())
                    .isEqualTo("{\"entries\":[{\"ts\":5,\"level\":\"INFO\",\"target\":\"t\",\"message\":\"hello\","
                            + "\"fields\":{}}],\"subscribed\":true}");
        });
        all.put("logs.list", (socket, gateway) -> {
            log(gateway, LogLevel.INFO, "small");
            log(gateway, LogLevel.ERROR, "large");
            JsonNode entries =
                    socket.result("logs.list", "{\"level\":\"warn\"}").path("entries");
            assertThat(entries.size()).isEqualTo(1);
            assertThat(socket.error("logs.list", "{\"level\":\"loud\"}")
                            .path("code")
                            .asString())
                    .isEqualTo("INVALID_REQUEST");
        });
        all.put("logs.status", (socket, gateway) -> {
            log(gateway, LogLevel.WARN, "w");
            JsonNode status = socket.result("logs.status", "{}");
            assertThat(status.path("unseen_warns").asInt()).isEqualTo(1);
            assertThat(status.path("enabled_levels").has("trace")).isTrue();
        });
        all.put("logs.ack", (socket, gateway) -> {
            log(gateway, LogLevel.ERROR, "e");
            assertThat(socket.result("logs.ack", "{}").toString()).isEqualTo("{}");
            assertThat(socket.result("logs.status", "{}").path("unseen_errors").asInt())
                    .isZero();
        });
        return all;
    }

    private static void log(TestGateway gateway, LogLevel level, String message) {
        gateway.logs.add(new LogEntry(5, level, "t", message, Map.of()));
    }
}
