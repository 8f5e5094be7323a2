package moltis.oauth;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The sign-ins that come with the product. The client ids are public ones, which the vendors gave to their own tools and
 * may withdraw; each can be replaced in {@code oauth_providers.json}. Anthropic has none and never gets one.
 */
final class BuiltInOAuth {

    static final String CODEX = "openai-codex";
    static final String COPILOT = "github-copilot";
    static final String KIMI = "kimi-code";

    static final Map<String, OAuthConfig> CONFIGS = Map.of(
            CODEX,
            new OAuthConfig(
                    "app_EMoamEEZ73f0CkXaXp7hrann",
                    Optional.empty(),
                    URI.create("https://auth.openai.com/oauth/authorize"),
                    URI.create("https://auth.openai.com/oauth/token"),
                    Optional.of(URI.create("http://localhost:1455/auth/callback")),
                    Optional.empty(),
                    List.of("openid", "profile", "email", "offline_access"),
                    List.of(
                            new OAuthConfig.Parameter("id_token_add_organizations", "true"),
                            new OAuthConfig.Parameter("codex_cli_simplified_flow", "true"),
                            new OAuthConfig.Parameter("originator", "pi")),
                    false,
                    Optional.empty(),
                    Optional.of(URI.create("https://auth.openai.com/oauth/revoke"))),
            COPILOT,
            device(
                    "Iv1.b507a08c87ecfe98",
                    "https://github.com/login/device/code",
                    "https://github.com/login/oauth/access_token"),
            KIMI,
            device(
                    "17e5f671-d194-4dfb-9706-5516cb48c098",
                    "https://auth.kimi.com/api/oauth/device_authorization",
                    "https://auth.kimi.com/api/oauth/token"));

    private BuiltInOAuth() {}

    private static OAuthConfig device(String clientId, String deviceUrl, String tokenUrl) {
        return new OAuthConfig(
                clientId,
                Optional.empty(),
                URI.create(deviceUrl),
                URI.create(tokenUrl),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                true,
                Optional.empty(),
                Optional.empty());
    }
}
