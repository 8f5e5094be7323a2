package moltis.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Conversations about the configuration. */
final class ConfigConversations {

    private ConfigConversations() {}

    static Map<String, Conversation> all() {
        Map<String, Conversation> all = new TreeMap<>();
        all.put("config.get", (socket, _) -> {
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
        all.put("config.set", (socket, _) -> {
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
        all.put("config.patch", (socket, _) -> {
            assertThat(socket.result("config.patch", "{\"json\":{\"server\":{\"port\":4712}}}")
                            .path("changed")
                            .toString())
                    .isEqualTo("[\"server.port\"]");
            assertThat(socket.error("config.patch", "{}").path("message").asString())
                    .isEqualTo("missing 'json' parameter");
        });
        all.put("config.apply", (socket, _) -> {
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
                (socket, _) -> assertThat(socket.result("config.schema", "{}")
                                .path("properties")
                                .has("server"))
                        .isTrue());
        return all;
    }
}
