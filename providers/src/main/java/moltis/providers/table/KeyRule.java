package moltis.providers.table;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import moltis.core.ErrorCode;
import moltis.core.ProviderException;

/** What is refused as a key before anybody is asked: tokens that may not be used here, placeholders, and masks. */
public final class KeyRule {

    private static final Set<String> PLACEHOLDERS = Set.of(
            "changeme",
            "change-me",
            "change_me",
            "replace-me",
            "replace_me",
            "todo",
            "none",
            "null",
            "undefined",
            "dummy",
            "placeholder",
            "api-key",
            "api_key",
            "apikey",
            "your-key",
            "your_key",
            "sk-",
            "sk-...",
            "[redacted]");

    private KeyRule() {}

    /** Why {@code key} can't be the key of {@code provider}, or empty when it may be. */
    public static Optional<ProviderException> refusal(String provider, String key) {
        if (AnthropicKeyRule.refuses(key)) return Optional.of(AnthropicKeyRule.refusal(provider));
        if (isMask(key) || isPlaceholder(key) && !anyWordWillDo(provider)) {
            return refused(provider, "This is a placeholder or a masked key, not a key.", "Paste the key itself.");
        }
        if (!key.strip().chars().allMatch(c -> c > ' ' && c < 127)) {
            return refused(
                    provider,
                    "The key contains spaces or characters that no key has.",
                    "Copy the key again, without the text around it.");
        }
        return Optional.empty();
    }

    private static Optional<ProviderException> refused(String provider, String sentence, String hint) {
        return Optional.of(new ProviderException(ErrorCode.INVALID_REQUEST, provider, sentence, hint));
    }

    /** Servers of one's own often want a key and don't care which. */
    private static boolean anyWordWillDo(String provider) {
        return ProviderTable.find(provider)
                .filter(row -> row.custom() || row.keyOptional())
                .isPresent();
    }

    /** A key as a form shows it again, which must not be saved as the key. */
    private static boolean isMask(String key) {
        return key.contains("***")
                || key.contains("•")
                || key.contains("…")
                || key.strip().equals("[secret]");
    }

    private static boolean isPlaceholder(String key) {
        String text = key.strip().toLowerCase(Locale.ROOT);
        return PLACEHOLDERS.contains(text)
                || text.startsWith("your-api-key")
                || text.startsWith("your_api_key")
                || text.startsWith("<")
                || text.startsWith("${")
                || text.endsWith("...")
                || text.chars().allMatch(c -> c == 'x' || c == '-');
    }
}
