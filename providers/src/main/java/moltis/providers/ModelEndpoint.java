package moltis.providers;

import java.util.Optional;
import java.util.Set;
import moltis.core.Secret;
import moltis.core.model.ModelId;
import moltis.core.model.Protocol;
import moltis.core.model.ToolMode;
import moltis.providers.table.ProviderRow;
import moltis.providers.table.WireKind;

/**
 * All that is needed to ask one model.
 *
 * @param id the model as we call it; its {@code name} is what the provider calls it
 * @param displayName the provider's name for people
 * @param key the key to send; a server that needs none gets the provider's name
 * @param signIn asked for a token before each request, where somebody signed in instead of giving a key
 * @param reasoning whether the model thinks, which changes how an output limit is sent
 * @param local whether the server is on this machine or in the person's own network
 */
public record ModelEndpoint(
        ModelId id,
        String displayName,
        ProviderRow row,
        ProviderSettings settings,
        String baseUrl,
        Secret key,
        Optional<CredentialSource> signIn,
        ToolMode toolMode,
        boolean reasoning,
        boolean local) {

    private static final String OPENAI = "https://api.openai.com/";

    /** The protocol in which the model is asked; where it is one of OpenAI's, the person may say which. */
    public WireKind wire() {
        WireKind usual = row.wireOf(id.name());
        return usual == WireKind.CHAT_COMPLETIONS && settings.responses() ? WireKind.RESPONSES : usual;
    }

    /** The protocols in which it takes requests word for word: those of its own wire, where nobody signs in. */
    Set<Protocol> verbatim() {
        if (signIn.isPresent()) return Set.of();
        return switch (wire()) {
            case ANTHROPIC_MESSAGES -> Set.of(Protocol.MESSAGES);
            case RESPONSES -> Set.of(Protocol.RESPONSES);
            case CHAT_COMPLETIONS ->
                officialOpenAi()
                        ? Set.of(Protocol.CHAT_COMPLETIONS, Protocol.RESPONSES)
                        : Set.of(Protocol.CHAT_COMPLETIONS);
            case IN_PROCESS -> Set.of();
        };
    }

    /** Whether this is OpenAI itself, which has more than those who imitate it. */
    public boolean officialOpenAi() {
        return row.name().equals("openai") && baseUrl.startsWith(OPENAI);
    }
}
