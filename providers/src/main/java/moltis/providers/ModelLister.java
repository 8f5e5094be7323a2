package moltis.providers;

import java.time.Duration;
import java.util.List;
import moltis.core.ErrorCode;
import moltis.core.ProviderException;
import moltis.providers.table.Discovery;

/** Asks a provider which models it has. Blocks, no longer than the provider's deadline; interrupt to stop. */
final class ModelLister {

    private static final Duration REMOTE = Duration.ofSeconds(15);

    private final ProviderHttp http;
    private final OllamaServer ollama;
    private final LmStudioServer lmStudio;
    private final LlamaCppServer llamaCpp;
    private final SubscriptionLists subscriptions;

    ModelLister(ProviderHttp http, OllamaServer ollama) {
        this.http = http;
        this.ollama = ollama;
        this.lmStudio = new LmStudioServer(http);
        this.llamaCpp = new LlamaCppServer(http);
        this.subscriptions = new SubscriptionLists(http);
    }

    /** @throws ProviderException if the provider can't be asked or lists nothing; Ollama may be empty */
    List<ListedModel> list(ProviderAccount account) throws InterruptedException {
        String base = account.baseUrl().orElse("");
        return switch (account.row().discovery()) {
            case OPENAI_LIST -> {
                List<ListedModel> models = OpenAiList.parse(account, http.get(account, base + "/models", REMOTE));
                yield account.local() && account.row().custom() ? llamaCpp.describe(account, models) : models;
            }
            case NEARAI_LIST -> NearAiList.parse(account, http.get(account, base + "/model/list", REMOTE));
            case ANTHROPIC_LIST -> new AnthropicList(http).list(account);
            case OLLAMA -> ollama.list(account);
            case LM_STUDIO -> lmStudio.list(account);
            case CODEX -> subscriptions.codex(account, signIn(account));
            case COPILOT -> subscriptions.copilot(account, signIn(account));
            case NONE -> throw new IllegalArgumentException(account.name() + " has no list of models");
        };
    }

    private static CredentialSource signIn(ProviderAccount account) {
        return account.activeSignIn()
                .orElseThrow(() -> new ProviderException(
                        ErrorCode.KEY_MISSING,
                        account.name(),
                        "Nobody is signed in to " + account.displayName() + ".",
                        "Sign in in Settings → LLMs, or run: moltis auth login --provider " + account.name()));
    }

    static boolean canList(ProviderAccount account) {
        return account.row().discovery() != Discovery.NONE;
    }
}
