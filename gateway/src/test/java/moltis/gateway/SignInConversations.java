package moltis.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Conversations about signing in to providers. */
final class SignInConversations {

    private SignInConversations() {}

    static Map<String, Conversation> all() {
        Map<String, Conversation> all = new TreeMap<>();
        all.put("providers.oauth.start", (socket, _) -> {
            assertThat(begin(socket)).contains("/authorize?response_type=code").contains("code_challenge_method=S256");
            assertThat(socket.error("providers.oauth.start", "{\"provider\":\"anthropic\"}")
                            .path("message")
                            .asString())
                    .contains("API key only");
        });
        all.put("providers.oauth.status", (socket, _) -> {
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
        all.put("providers.oauth.complete", (socket, _) -> {
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
        all.put("providers.oauth.cancel", (socket, _) -> {
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
        all.put("providers.oauth.disconnect", (socket, gateway) -> {
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
        return all;
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
}
