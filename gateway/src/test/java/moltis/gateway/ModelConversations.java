package moltis.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import moltis.testing.model.ScriptedModelServer;
import tools.jackson.databind.JsonNode;

/** Conversations about models and providers. */
final class ModelConversations {

    private ModelConversations() {}

    static Map<String, Conversation> all() {
        Map<String, Conversation> all = new TreeMap<>();
        all.put("models.list", (socket, gateway) -> {
            gateway.addModel(socket);
            assertThat(socket.result("models.list", "{}").toString()).contains("scripted-1");
        });
        all.put("models.list_all", (socket, gateway) -> {
            gateway.addModel(socket);
            String id = socket.result("models.list", "{}").path(0).path("id").asString();
            socket.result("models.disable", "{\"modelId\":\"" + id + "\"}");
            JsonNode first = socket.result("models.list_all", "{}").path(0);
            assertThat(first.path("id").asString()).isEqualTo(id);
            assertThat(first.path("disabled").asBoolean()).isTrue();
        });
        all.put("models.disable", (socket, gateway) -> {
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
        all.put("models.enable", (socket, gateway) -> {
            gateway.addModel(socket);
            String id = socket.result("models.list", "{}").path(0).path("id").asString();
            socket.result("models.disable", "{\"modelId\":\"" + id + "\"}");
            socket.result("models.enable", "{\"modelId\":\"" + id + "\"}");
            assertThat(socket.result("models.list", "{}").path(0).path("id").asString())
                    .isEqualTo(id);
        });
        all.put("models.test", (socket, gateway) -> {
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
        all.put("models.detect_supported", (socket, gateway) -> {
            gateway.addModel(socket);
            JsonNode summary = socket.result("models.detect_supported", "{\"reason\":\"test\"}");
            assertThat(summary.path("supported").asInt()).isPositive();
            assertThat(summary.path("reason").asString()).isEqualTo("test");
        });
        all.put(
                "models.cancel_detect",
                (socket, _) -> assertThat(
                                socket.result("models.cancel_detect", "{}").toString())
                        .isEqualTo("{\"ok\":true,\"cancelled\":false}"));
        all.put("providers.available", (socket, gateway) -> {
            gateway.addModel(socket);
            JsonNode providers = socket.result("providers.available", "{}");
            assertThat(providers.toString()).contains("\"name\":\"openai\"").doesNotContain(ScriptedModelServer.KEY);
        });
        all.put("providers.validate_key", (socket, gateway) -> {
            socket.result("subscribe", "{\"events\":[\"providers.validate.progress\"]}");
            JsonNode good = socket.result("providers.validate_key", key(gateway, ScriptedModelServer.KEY));
            assertThat(good.path("valid").asBoolean()).isTrue();
            assertThat(good.path("models").isEmpty()).isFalse();
            JsonNode progress = socket.event("providers.validate.progress").path("payload");
            assertThat(progress.path("requestId").asString()).isEqualTo("v1");
            JsonNode bad = socket.result("providers.validate_key", key(gateway, "wrong"));
            assertThat(bad.path("valid").asBoolean()).isFalse();
            assertThat(bad.path("error").asString()).isNotBlank();
            assertThat(bad.has("models")).isFalse();
        });
        all.put("providers.save_key", (socket, gateway) -> {
            assertThat(socket.result("providers.save_key", key(gateway, ScriptedModelServer.KEY))
                            .toString())
                    .isEqualTo("{\"ok\":true}");
            JsonNode error =
                    socket.error("providers.save_key", "{\"provider\":\"anthropic\",\"apiKey\":\"sk-ant-oat01-abc\"}");
            assertThat(error.path("details").path("reason").asString()).isEqualTo("CREDENTIAL_REFUSED");
            assertThat(error.toString()).doesNotContain("sk-ant-oat01-abc");
        });
        all.put("providers.add_custom", (socket, gateway) -> {
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
        all.put("providers.remove_key", (socket, gateway) -> {
            String provider = custom(socket, gateway);
            assertThat(socket.result("providers.remove_key", "{\"provider\":\"" + provider + "\"}")
                            .path("ok")
                            .asBoolean())
                    .isTrue();
            assertThat(socket.result("models.list", "{}").toString()).doesNotContain(provider);
        });
        all.put("providers.save_model", (socket, gateway) -> {
            String provider = custom(socket, gateway);
            socket.result("providers.save_model", "{\"provider\":\"" + provider + "\",\"model\":\"scripted-2\"}");
            assertThat(socket.result("models.list", "{}").path(0).path("id").asString())
                    .endsWith("scripted-2");
        });
        all.put("providers.save_models", (socket, gateway) -> {
            String provider = custom(socket, gateway);
            socket.result(
                    "providers.save_models",
                    "{\"provider\":\"" + provider + "\",\"models\":[\"scripted-2\",\"scripted-1\"]}");
            assertThat(socket.error("providers.save_models", "{\"provider\":\"" + provider + "\"}")
                            .path("message")
                            .asString())
                    .isEqualTo("missing 'models' array parameter");
        });
        return all;
    }

    private static String key(TestGateway gateway, String key) {
        return "{\"provider\":\"openai\",\"apiKey\":\"" + key + "\",\"baseUrl\":\"" + gateway.model.uri()
                + "/v1\",\"model\":\"scripted-1\",\"requestId\":\"v1\"}";
    }

    private static String custom(TestSocket socket, TestGateway gateway) {
        return socket.result(
                        "providers.add_custom",
                        "{\"baseUrl\":\"" + gateway.model.uri() + "/v1\",\"apiKey\":\"" + ScriptedModelServer.KEY
                                + "\",\"model\":\"scripted-1\"}")
                .path("providerName")
                .asString();
    }
}
