package moltis.providers.table;

import moltis.core.ErrorCode;
import moltis.core.ProviderException;

/**
 * Anthropic is connected by an API key only. A token of Claude Code or of a Claude subscription belongs to Anthropic's
 * own programs: its terms forbid other use and its servers refuse it. So such a token is refused at every door, whichever
 * provider it is meant for, and with the way to a proper key.
 */
public final class AnthropicKeyRule {

    public static final String SENTENCE =
            "This is a sign-in token of Claude Code or a Claude subscription, not an API key. Anthropic allows these tokens"
                    + " only in its own programs and refuses them elsewhere.";

    public static final String HINT =
            "Create an API key at https://console.anthropic.com/settings/keys (it begins with sk-ant-api) and save that.";

    private AnthropicKeyRule() {}

    /** Whether {@code key} is a token that only Anthropic's own programs may use. */
    public static boolean refuses(String key) {
        String text = key.strip();
        return text.startsWith("sk-ant-oat") || text.startsWith("sk-ant-ort");
    }

    /** Whether an answer of the server says that the credential is meant for Anthropic's own programs. */
    public static boolean isRefusal(String serverMessage) {
        return serverMessage.contains("credential is only authorized for");
    }

    public static ProviderException refusal(String provider) {
        return new ProviderException(ErrorCode.CREDENTIAL_REFUSED, provider, SENTENCE, HINT);
    }
}
