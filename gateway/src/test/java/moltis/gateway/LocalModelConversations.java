package moltis.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Conversations about models in files of this machine. */
final class LocalModelConversations {

    private LocalModelConversations() {}

    static Map<String, Conversation> all() {
        Map<String, Conversation> all = new TreeMap<>();
        all.put(
                "providers.local.search_hf",
                (socket, _) -> assertThat(socket.error("providers.local.search_hf", "{\"query\":\"tiny\"}")
                                .path("message")
                                .asString())
                        .contains("can't be searched"));
        all.put(
                "providers.local.configure_custom",
                (socket, _) -> assertThat(socket.error("providers.local.configure_custom", "{\"hfRepo\":\"a/b\"}")
                                .path("message")
                                .asString())
                        .isEqualTo("GGUF models require 'hfFilename' parameter"));
        all.put(
                "providers.ollama.pull",
                (socket, _) -> assertThat(socket.error("providers.ollama.pull", "{}")
                                .path("code")
                                .asString())
                        .isEqualTo("INVALID_REQUEST"));
        all.put(
                "providers.ollama.pulls",
                (socket, _) -> assertThat(
                                socket.result("providers.ollama.pulls", "{}").toString())
                        .isEqualTo("{\"pulls\":[]}"));
        all.put(
                "providers.local.system_info",
                (socket, _) -> assertThat(socket.result("providers.local.system_info", "{}")
                                .path("totalRamGb")
                                .asDouble())
                        .isPositive());
        all.put(
                "providers.local.models",
                (socket, _) -> assertThat(socket.result("providers.local.models", "{}")
                                .path("recommended")
                                .path(0)
                                .path("sizeBytes")
                                .asLong())
                        .isEqualTo(98_362_432));
        all.put(
                "providers.local.status",
                (socket, _) -> assertThat(
                                socket.result("providers.local.status", "{}").toString())
                        .isEqualTo("{\"status\":\"unconfigured\"}"));
        // A model that nobody offers: nothing is downloaded in a test.
        all.put(
                "providers.local.configure",
                (socket, _) -> assertThat(socket.error("providers.local.configure", "{\"modelId\":\"no-such-model\"}")
                                .path("message")
                                .asString())
                        .isEqualTo("unknown model: no-such-model"));
        for (String method : List.of("load", "unload", "remove_model")) {
            all.put(
                    "providers.local." + method,
                    (socket, _) -> assertThat(
                                    socket.error("providers.local." + method, "{\"modelId\":\"no-such-model\"}")
                                            .path("code")
                                            .asString())
                            .isEqualTo("NOT_FOUND"));
        }
        all.put(
                "providers.local.model_states",
                (socket, _) -> assertThat(socket.result("providers.local.model_states", "{}")
                                .toString())
                        .isEqualTo("[]"));
        return all;
    }
}
