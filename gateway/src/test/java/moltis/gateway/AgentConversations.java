package moltis.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Conversations about the agent, its moods and what waits for a yes. */
final class AgentConversations {

    private AgentConversations() {}

    static Map<String, Conversation> all() {
        Map<String, Conversation> all = new TreeMap<>();
        all.put("agent.identity.get", (socket, _) -> {
            JsonNode identity = socket.result("agent.identity.get", "{}");
            assertThat(identity.path("name").asString()).isEqualTo("moltis");
            assertThat(identity.path("identity_fields").path("name").asString()).isEqualTo("moltis");
        });
        all.put("agent.identity.update", (socket, _) -> {
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
        all.put("agent.identity.update_soul", (socket, _) -> {
            socket.result("agent.identity.update_soul", "{\"soul\":\"Brief.\"}");
            assertThat(socket.result("agent.identity.get", "{}").path("soul").asString())
                    .isEqualTo("Brief.");
            socket.result("agent.identity.update_soul", "{\"soul\":null}");
            assertThat(socket.result("agent.identity.get", "{}").path("soul").asString())
                    .isEmpty();
        });
        all.put(
                "agents.list",
                (socket, _) -> assertThat(socket.result("agents.list", "{}").toString())
                        .isEqualTo(
                                "{\"default_id\":\"main\",\"agents\":[{\"id\":\"main\",\"name\":\"moltis\",\"is_default\":true}]}"));
        all.put("agents.identity.get", (socket, _) -> {
            assertThat(socket.result("agents.identity.get", "{\"id\":\"main\"}")
                            .path("name")
                            .asString())
                    .isEqualTo("moltis");
            assertThat(socket.error("agents.identity.get", "{\"agent_id\":\"other\"}")
                            .path("code")
                            .asString())
                    .isEqualTo("NOT_FOUND");
        });
        all.put("agents.identity.update", (socket, _) -> {
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
                (socket, _) -> assertThat(socket.result("modes.list", "{}").toString())
                        .isEqualTo("{\"modes\":[{\"id\":\"plan\",\"name\":\"Plan\",\"description\":\"Think first\","
                                + "\"prompt\":\"Think before you act.\"}]}"));
        all.put("modes.set_session", (socket, _) -> {
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
                (socket, _) -> assertThat(
                                socket.result("exec.approval.request", "{}").toString())
                        .isEqualTo("{\"pending\":[],\"requests\":[]}"));
        return all;
    }
}
