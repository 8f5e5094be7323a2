package moltis.providers;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import moltis.core.ErrorCode;
import moltis.core.ProviderException;
import moltis.core.Secret;
import moltis.core.json.Json;
import moltis.providers.table.AnthropicKeyRule;
import moltis.providers.table.WireKind;
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

    private static final long MOST_BYTES = 16L << 20;
    private static final MediaType JSON = MediaType.get("application/json");

    private final Supplier<OkHttpClient> clients;
    private volatile @Nullable OkHttpClient client;

    /** @param clients asked at the first use; redirects are not followed, since they could carry a key away */
    ProviderHttp(Supplier<OkHttpClient> clients) {
        this.clients = clients;
    }

    private OkHttpClient http() {
        OkHttpClient ready = client;
        if (ready == null) {
            ready = clients.get().newBuilder().followRedirects(false).build();
            client = ready;
        }
        return ready;
    }

    /** @throws ProviderException if the server can't be reached, refuses, or doesn't answer with JSON */
    JsonNode get(ProviderAccount account, String url, Duration timeout) throws InterruptedException {
        return send(account, request(account, url).get().build(), timeout);
    }

    JsonNode post(ProviderAccount account, String url, JsonNode body, Duration timeout) throws InterruptedException {
        return send(account, request(account, url).post(json(body)).build(), timeout);
    }

    /** Sends {@code body} and hands on each line of the answer as JSON, as it comes. There is no limit to its age. */
    void lines(ProviderAccount account, String url, JsonNode body, Consumer<JsonNode> line)
            throws InterruptedException {
        Request request = request(account, url).post(json(body)).build();
        try (Response response = http().newCall(request).execute()) {
            if (!response.isSuccessful())
                throw refused(account, response, text(response.body().source()));
            BufferedSource source = response.body().source();
            for (String next = source.readUtf8Line(); next != null; next = source.readUtf8Line()) {
                if (!next.isBlank()) line.accept(parse(account, next));
            }
        } catch (IOException e) {
            throw unreachable(account, e);
        }
    }

    private JsonNode send(ProviderAccount account, Request request, Duration timeout) throws InterruptedException {
        Call call = http().newCall(request);
        call.timeout().timeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
        try (Response response = call.execute()) {
            String body = text(response.body().source());
            if (!response.isSuccessful()) throw refused(account, response, body);
            return parse(account, body);
        } catch (IOException e) {
            throw unreachable(account, e);
        }
    }

    private static Request.Builder request(ProviderAccount account, String url) throws InterruptedException {
        HttpUrl address = HttpUrl.parse(url);
        if (address == null) {
            throw new ProviderException(
                    ErrorCode.UNREACHABLE,
                    account.name(),
                    "The address " + url + " can't be used.",
                    "Correct the base URL of the provider.");
        }
        Secret key = account.signIn().isPresent() ? account.signIn().get().current() : account.keyToSend();
        Request.Builder request = new Request.Builder().url(address).header("accept", "application/json");
        if (account.row().wire() != WireKind.ANTHROPIC_MESSAGES) {
            return request.header("authorization", "Bearer " + key.reveal());
        }
        return request.header("x-api-key", key.reveal()).header("anthropic-version", "2023-06-01");
    }

    private static RequestBody json(JsonNode body) {
        return RequestBody.create(Json.write(body), JSON);
    }

    private static String text(BufferedSource source) throws IOException {
        source.request(MOST_BYTES);
        return source.getBuffer()
                .readUtf8(Math.min(MOST_BYTES, source.getBuffer().size()));
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

    private static ProviderException refused(ProviderAccount account, Response response, String body) {
        int status = response.code();
        String said = message(body);
        String name = account.displayName();
        if (AnthropicKeyRule.isRefusal(body)) return AnthropicKeyRule.refusal(account.name());
        String detail = said.isEmpty() ? "" : " It says: " + said;
        return switch (status) {
            case 401 ->
                new ProviderException(
                        ErrorCode.KEY_REJECTED,
                        account.name(),
                        name + " rejected the API key." + detail,
                        "Check that the whole key was copied, that it is still valid, and that it belongs to this provider.",
                        status,
                        null,
                        null);
            case 403 ->
                new ProviderException(
                        ErrorCode.KEY_REJECTED,
                        account.name(),
                        name + " accepts the key but allows it no access." + detail,
                        "Give the key access in the provider's console, or use another one.",
                        status,
                        null,
                        null);
            case 402 ->
                new ProviderException(
                        ErrorCode.QUOTA_EXHAUSTED,
                        account.name(),
                        name + " wants payment." + detail,
                        "Add credit in the provider's console.",
                        status,
                        null,
                        null);
            case 404 ->
                new ProviderException(
                        ErrorCode.PROVIDER_REFUSED,
                        account.name(),
                        name + " has nothing at " + response.request().url().encodedPath() + "." + detail,
                        "Check the base URL; it usually ends in /v1.",
                        status,
                        null,
                        null);
            case 429 ->
                new ProviderException(
                        ErrorCode.PROVIDER_RATE_LIMITED,
                        account.name(),
                        name + " asks us to wait." + detail,
                        "Try again in a moment.",
                        status,
                        retryAfter(response),
                        null);
            default ->
                new ProviderException(
                        status >= 500 ? ErrorCode.PROVIDER_FAILED : ErrorCode.PROVIDER_REFUSED,
                        account.name(),
                        name + " answered with HTTP " + status + "." + detail,
                        status >= 500
                                ? "The trouble is on the provider's side; try again later."
                                : "Check the base URL.",
                        status,
                        null,
                        null);
        };
    }

    /** The vendor's own sentence, wherever the vendor puts it. */
    private static String message(String body) {
        try {
            JsonNode json = Json.parse(body);
            for (String pointer : new String[] {"/error/message", "/message", "/detail", "/error"}) {
                String text = json.at(pointer).asString("");
                if (!text.isBlank())
                    return text.substring(0, Math.min(300, text.length())).strip();
            }
        } catch (JacksonException e) {
            return "";
        }
        return "";
    }

    private static @Nullable Duration retryAfter(Response response) {
        String value = response.header("retry-after");
        if (value == null) return null;
        if (value.matches("[0-9]{1,6}")) return Duration.ofSeconds(Long.parseLong(value));
        try {
            Instant at = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration wait = Duration.between(Instant.now(), at);
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static ProviderException unreachable(ProviderAccount account, IOException cause)
            throws InterruptedException {
        if (Thread.interrupted()) throw new InterruptedException();
        String url = account.baseUrl().orElse("");
        String hint = account.local()
                ? "Start " + account.displayName() + ", or correct its base URL."
                : "Check the network and the base URL.";
        return new ProviderException(
                ErrorCode.UNREACHABLE,
                account.name(),
                account.displayName() + " can't be reached at " + url + ".",
                hint,
                0,
                null,
                cause);
    }
}
