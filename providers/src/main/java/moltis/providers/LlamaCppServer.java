package moltis.providers;

import java.time.Duration;
import java.util.List;
import moltis.core.ProviderException;

/** What a llama.cpp server says beside its OpenAI surface: with how much context it was started. */
final class LlamaCppServer {

    private static final Duration DEADLINE = Duration.ofSeconds(2);

    private final ProviderHttp http;

    LlamaCppServer(ProviderHttp http) {
        this.http = http;
    }

    /** The models with the server's context; as they are when the server is of another make. */
    List<ListedModel> describe(ProviderAccount account, List<ListedModel> models) throws InterruptedException {
        int context = context(account);
        return context == 0
                ? models
                : models.stream().map(model -> model.withContext(context)).toList();
    }

    private int context(ProviderAccount account) throws InterruptedException {
        String url = BaseUrl.withoutV1(account.baseUrl().orElse("")) + "/props";
        try {
            return http.get(account, url, DEADLINE)
                    .path("default_generation_settings")
                    .path("n_ctx")
                    .asInt(0);
        } catch (ProviderException e) {
            return 0;
        }
    }
}
