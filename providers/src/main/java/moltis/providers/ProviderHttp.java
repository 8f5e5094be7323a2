package moltis.providers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import moltis.core.ErrorCode;
import moltis.core.ProviderException;
import moltis.core.json.Json;
import moltis.net.BoundedBody;
import moltis.net.HttpClients;
import moltis.providers.table.WireKind;
import moltis.providers.wire.ProviderErrors;
import moltis.providers.wire.SignedInAccess;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Small questions to a provider beside the conversation: lists, facts, pulls. Blocks; interrupt to stop. */
final class ProviderHttp {

    private static final int MOST_BYTES = 16 << 20;
    private static final int ERROR_BYTES = 64 << 10;
    private static final MediaType JSON = MediaType.get("application/json");

    private final HttpClients clients;
    private volatile @Nullable OkHttpClient client;

    ProviderHttp(HttpClients clients) {
        this.clients = clients;
    }

    /** @throws ProviderException if the server can't be reached, refuses, or doesn't answer with JSON */
    JsonNode get(ProviderAccount account, String url, Duration timeout) throws InterruptedException {
        return send(account, errors(account), request(account, url).get().build(), timeout);
    }

    /** Asks with a sign-in, at the address that comes with it. A token that is refused is renewed once. */
    JsonNode get(ProviderAccount account, CredentialSource signIn, String path, Duration timeout)
            throws InterruptedException {
        SignInToken token = signIn.current();
        try {
            return get(account, token, path, timeout);
        } catch (ProviderException refused) {
            if (refused.status() != 401) throw refused;
            return get(account, signIn.renewed(token.token()), path, timeout);
        }
    }

    private JsonNode get(ProviderAccount account, SignInToken token, String path, Duration timeout)
            throws InterruptedException {
        Request request = SignedInAccess.of(account.row(), account.baseUrl().orElse(""), token)
                .bearing(path)
                .header("accept", "application/json")
                .build();
        ProviderErrors errors = new ProviderErrors(account.name(), account.displayName()).signedInWith(token.token());
        return send(account, errors, request, timeout);
    }

    JsonNode post(ProviderAccount account, String url, JsonNode body, Duration timeout) throws InterruptedException {
        return send(
                account, errors(account), request(account, url).post(json(body)).build(), timeout);
    }

    /** Sends {@code body} and hands on each line of the answer as JSON, as it comes. There is no limit to its age. */
    void lines(ProviderAccount account, String url, JsonNode body, Consumer<JsonNode> line)
            throws InterruptedException {
        Request request = request(account, url).post(json(body)).build();
        try (Response response = client().newCall(request).execute()) {
            refuse(errors(account), response);
            BufferedSource source = response.body().source();
            for (String next = source.readUtf8Line(); next != null; next = source.readUtf8Line()) {
                if (!next.isBlank()) line.accept(parse(account, next));
            }
        } catch (IOException e) {
            throw unreachable(errors(account), e);
        }
    }

    private JsonNode send(ProviderAccount account, ProviderErrors errors, Request request, Duration timeout)
            throws InterruptedException {
        Call call = client().newCall(request);
        call.timeout().timeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
        try (Response response = call.execute()) {
            refuse(errors, response);
            return parse(account, new String(BoundedBody.read(response.body(), MOST_BYTES), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw unreachable(errors, e);
        }
    }

    private static void refuse(ProviderErrors errors, Response response) throws IOException {
        if (response.isSuccessful()) return;
        String body = BoundedBody.beginning(response.body(), ERROR_BYTES);
        throw errors.refused(response.code(), response.headers(), body);
    }

    /** Redirects are not followed: they could carry a key away. */
    private OkHttpClient client() {
        OkHttpClient ready = client;
        if (ready == null) {
            ready = clients.client().newBuilder().followRedirects(false).build();
            client = ready;
        }
        return ready;
    }

    private static Request.Builder request(ProviderAccount account, String url) {
        HttpUrl address = HttpUrl.parse(url);
        if (address == null) {
            throw new ProviderException(
                    ErrorCode.UNREACHABLE,
                    account.name(),
                    "The address " + url + " can't be used.",
                    "Correct the base URL of the provider.");
        }
        String key = account.keyToSend().reveal();
        Request.Builder request = new Request.Builder().url(address).header("accept", "application/json");
        return account.row().wire() == WireKind.ANTHROPIC_MESSAGES
                ? request.header("x-api-key", key).header("anthropic-version", "2023-06-01")
                : request.header("authorization", "Bearer " + key);
    }

    private static RequestBody json(JsonNode body) {
        return RequestBody.create(Json.write(body), JSON);
    }

    private static JsonNode parse(ProviderAccount account, String body) {
        try {
            return Json.parse(body);
        } catch (JacksonException e) {
            throw new ProviderException(
                    ErrorCode.PROVIDER_FAILED,
                    account.name(),
                    account.displayName() + " answered with something that isn't JSON.",
                    "Check that the base URL is the address of its API.",
                    200,
                    null,
                    e);
        }
    }

    private static ProviderErrors errors(ProviderAccount account) {
        return new ProviderErrors(account.name(), account.displayName()).hiding(Optional.of(account.keyToSend()));
    }

    private static ProviderException unreachable(ProviderErrors errors, IOException cause) throws InterruptedException {
        if (Thread.interrupted()) throw new InterruptedException();
        return errors.unreachable(cause);
    }
}
