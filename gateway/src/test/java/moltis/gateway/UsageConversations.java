package moltis.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Conversations about what was used and spent. */
final class UsageConversations {

    private UsageConversations() {}

    static Map<String, Conversation> all() {
        Map<String, Conversation> all = new TreeMap<>();
        all.put("usage.status", (socket, gateway) -> {
            Conversation.ready(socket, gateway);
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
                (socket, _) -> assertThat(socket.result("usage.cost", "{}").toString())
                        .isEqualTo("{\"cost\":0.0,\"unknownPriced\":0,\"currency\":\"USD\"}"));
        all.put("usage.report", (socket, gateway) -> {
            Conversation.ready(socket, gateway);
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
        return all;
    }
}
