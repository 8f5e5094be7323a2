package moltis.providers.table;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * How people sign in to a provider, and what they should know before.
 *
 * @param flow {@code browser} or {@code device}
 * @param official whether the vendor offers this sign-in to programs like this one
 * @param checkedOn when the vendor's own word on it was last read
 * @param note what follows for the person
 * @param keyInstead the providers where an API key asks the same models
 */
public record SignInOffer(String flow, boolean official, LocalDate checkedOn, String note, List<String> keyInstead) {

    private static final LocalDate LAST_CHECK = LocalDate.of(2026, 11, 24);

    public SignInOffer {
        keyInstead = List.copyOf(keyInstead);
    }

    /** The sign-in of a provider; empty where a key is the only way. */
    public static Optional<SignInOffer> of(String provider) {
        return switch (provider) {
            case ProviderTable.CODEX ->
                Optional.of(new SignInOffer(
                        "browser",
                        false,
                        LAST_CHECK,
                        "OpenAI made this sign-in for its own Codex program and may close it to others. An API key of"
                                + " OpenAI always works.",
                        List.of("openai")));
            case ProviderTable.COPILOT ->
                Optional.of(new SignInOffer(
                        "device",
                        false,
                        LAST_CHECK,
                        "GitHub means Copilot for its own editors and may refuse other programs or limit the account."
                                + " The same models answer to an API key of the company that makes them.",
                        List.of("openai", "anthropic", "gemini")));
            case ProviderTable.KIMI ->
                Optional.of(new SignInOffer(
                        "device",
                        false,
                        LAST_CHECK,
                        "Moonshot made this sign-in for its own program and may close it to others. An API key of Kimi"
                                + " Code always works, and wins when both are there.",
                        List.of("kimi-code")));
            default -> Optional.empty();
        };
    }
}
