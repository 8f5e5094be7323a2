package moltis.providers.wire;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import moltis.core.ErrorCode;
import moltis.core.ProviderException;
import moltis.core.model.ChatRequest;
import moltis.core.model.ContentPart;
import moltis.core.model.Message;
import moltis.providers.SignInToken;
import moltis.providers.table.AuthType;
import moltis.providers.table.ProviderRow;
import moltis.providers.table.ProviderTable;

/** How each provider that people sign in to wants to be addressed. */
public final class SignedInAccess {

    private SignedInAccess() {}

    /**
     * What a request is made with. The token is shown only where the sign-in or the provider's row says, never at an
     * address that was written down for a key.
     *
     * @param baseUrl of a provider that knows nothing but sign-ins
     */
    public static Access of(ProviderRow row, String baseUrl, SignInToken token) {
        Map<String, String> headers = new LinkedHashMap<>(token.headers());
        switch (row.name()) {
            case ProviderTable.CODEX -> {
                headers.put("chatgpt-account-id", token.account().orElseThrow(() -> noAccount(row)));
                headers.put("OpenAI-Beta", "responses=experimental");
                headers.put("originator", "pi");
            }
            case ProviderTable.COPILOT -> {
                headers.put("Editor-Version", "vscode/1.96.2");
                headers.put("User-Agent", "GitHubCopilotChat/0.26.7");
                headers.put("Copilot-Integration-Id", "vscode-chat");
            }
            default -> {}
        }
        String own =
                row.auth() == AuthType.OAUTH ? baseUrl : row.defaultBaseUrl().orElse(baseUrl);
        return new Access(token.endpoint().map(URI::toString).orElse(own), Optional.of(token.token()), true, headers);
    }

    /** The same for a question to a model. */
    static Access of(ProviderRow row, String baseUrl, SignInToken token, ChatRequest request) {
        Access access = of(row, baseUrl, token);
        if (!row.name().equals(ProviderTable.COPILOT)) return access;
        Map<String, String> headers = new LinkedHashMap<>(access.headers());
        headers.put("X-Initiator", request.messages().getLast() instanceof Message.User ? "user" : "agent");
        if (request.messages().stream().anyMatch(SignedInAccess::shows)) headers.put("Copilot-Vision-Request", "true");
        return new Access(access.baseUrl(), access.token(), true, headers);
    }

    private static boolean shows(Message message) {
        return switch (message) {
            case Message.User(var parts, var _) -> parts.stream().anyMatch(ContentPart.Image.class::isInstance);
            case Message.ToolAnswer(var _, var parts, var _) ->
                parts.stream().anyMatch(ContentPart.Image.class::isInstance);
            case Message.System _, Message.Assistant _ -> false;
        };
    }

    private static ProviderException noAccount(ProviderRow row) {
        return new ProviderException(
                ErrorCode.KEY_REJECTED,
                row.name(),
                "missing chatgpt account id in OAuth tokens",
                "Sign in again in Settings → LLMs, or run: moltis auth login --provider " + row.name());
    }
}
