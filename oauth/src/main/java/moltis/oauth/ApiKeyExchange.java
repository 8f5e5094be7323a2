package moltis.oauth;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import moltis.core.Secret;
import moltis.core.json.Json;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Turns a sign-in into an API key: the access token is sent once, as a bearer token, with an empty JSON object, and the
 * answer's key is what remains. Stands ready for the day when a provider offers it; none does today.
 */
final class ApiKeyExchange {

    private static final MediaType JSON = MediaType.get("application/json");
    private static final long LARGEST_ANSWER = 64 * 1024;

    private final Supplier<OkHttpClient> http;

    ApiKeyExchange(Supplier<OkHttpClient> http) {
        this.http = http;
    }

    /** Blocks for at most half a minute. The token must not be used or kept afterwards. */
    Secret exchange(URI endpoint, Secret accessToken) throws OAuthFailure, InterruptedException {
        Request request = new Request.Builder()
                .url(endpoint.toString())
                .header("Authorization", "Bearer " + accessToken.reveal())
                .header("Accept", "application/json")
                .post(RequestBody.create("{}", JSON))
                .build();
        OkHttpClient client = http.get()
                .newBuilder()
                .callTimeout(Duration.ofSeconds(30))
                .followRedirects(false)
                .build();
        try (Response response = client.newCall(request).execute()) {
            if (!response.isSuccessful())
                throw new OAuthFailure(
                        "key_exchange_refused", "the key endpoint answered HTTP " + response.code(), response.code());
            return key(Json.parse(response.peekBody(LARGEST_ANSWER).string()))
                    .orElseThrow(() -> OAuthFailure.unexpected("the key endpoint's answer holds no key"));
        } catch (JacksonException e) {
            throw OAuthFailure.unexpected("the key endpoint's answer is not JSON");
        } catch (IOException e) {
            if (Thread.interrupted()) throw new InterruptedException();
            throw OAuthFailure.unreachable(endpoint, e);
        }
    }

    private static Optional<Secret> key(JsonNode answer) {
        return Stream.of("raw_key", "api_key", "key")
                .map(field -> answer.path(field).asString(""))
                .filter(value -> !value.isBlank())
                .findFirst()
                .map(Secret::of);
    }
}
