package moltis.oauth;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.device.DeviceCode;
import com.nimbusds.oauth2.sdk.device.DeviceCodeGrant;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import moltis.core.Secret;
import moltis.core.json.Json;
import okhttp3.FormBody;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The calls to an authorization server: code exchange and refresh (RFC 6749 §4.1.3 and §6, with PKCE of RFC 7636), device
 * authorization and its polling (RFC 8628 §3.1 and §3.4). Each blocks for at most half a minute; interrupt to stop. Safe
 * for use by many threads.
 */
final class TokenEndpoint {

    private static final MediaType JSON = MediaType.get("application/json");
    private static final Duration LONGEST_CALL = Duration.ofSeconds(30);
    private static final int LARGEST_ANSWER = 256 * 1024;
    private static final int LONGEST_DESCRIPTION = 300;

    private final Supplier<OkHttpClient> http;
    private final Clock clock;

    TokenEndpoint(Supplier<OkHttpClient> http, Clock clock) {
        this.http = http;
        this.clock = clock;
    }

    /** What the device-code endpoint answered. */
    record DeviceAuthorization(
            Secret deviceCode,
            String userCode,
            URI verificationUri,
            Optional<URI> verificationUriComplete,
            Duration interval,
            Instant expiresAt) {}

    TokenSet exchangeCode(OAuthConfig config, String code, URI redirect, CodeVerifier verifier)
            throws OAuthFailure, InterruptedException {
        return tokens(call(
                config.tokenUrl(),
                form(config, new AuthorizationCodeGrant(new AuthorizationCode(code), redirect, verifier)),
                Map.of()));
    }

    TokenSet refresh(OAuthConfig config, Secret refreshToken, Map<String, String> headers)
            throws OAuthFailure, InterruptedException {
        return tokens(call(
                config.tokenUrl(),
                form(config, new RefreshTokenGrant(new RefreshToken(refreshToken.reveal()))),
                headers));
    }

    DeviceAuthorization startDevice(OAuthConfig config, Map<String, String> headers)
            throws OAuthFailure, InterruptedException {
        FormBody.Builder form = new FormBody.Builder()
                .add("client_id", config.clientId())
                .add("scope", String.join(" ", config.scopes()));
        config.clientSecret().ifPresent(secret -> form.add("client_secret", secret.reveal()));
        JsonNode answer = call(config.authUrl(), form.build(), headers);
        long interval = Math.max(1, answer.path("interval").asLong(5));
        long lifetime = Math.max(1, answer.path("expires_in").asLong(900));
        return new DeviceAuthorization(
                Secret.ofNullable(answer.path("device_code").asString(""))
                        .orElseThrow(() -> OAuthFailure.unexpected("the answer has no device_code")),
                text(answer, "user_code").orElseThrow(() -> OAuthFailure.unexpected("the answer has no user_code")),
                text(answer, "verification_uri")
                        .or(() -> text(answer, "verification_url"))
                        .flatMap(TokenEndpoint::address)
                        .orElseThrow(() -> OAuthFailure.unexpected("the answer has no verification_uri")),
                text(answer, "verification_uri_complete").flatMap(TokenEndpoint::address),
                Duration.ofSeconds(interval),
                clock.instant().plusSeconds(lifetime));
    }

    /** Asks once whether the person has agreed. @throws OAuthFailure with the server's own error until then */
    TokenSet pollDevice(OAuthConfig config, Secret deviceCode, Map<String, String> headers)
            throws OAuthFailure, InterruptedException {
        return tokens(call(
                config.tokenUrl(), form(config, new DeviceCodeGrant(new DeviceCode(deviceCode.reveal()))), headers));
    }

    /** Says that {@code token} is not used any more. @param json whether the server wants JSON instead of RFC 7009's form */
    void revoke(OAuthConfig config, URI endpoint, Secret token, String kind, boolean json)
            throws OAuthFailure, InterruptedException {
        RequestBody body = json
                ? RequestBody.create(
                        Json.write(Json.object()
                                .put("token", token.reveal())
                                .put("token_type_hint", kind)
                                .put("client_id", config.clientId())),
                        JSON)
                : new FormBody.Builder()
                        .add("token", token.reveal())
                        .add("token_type_hint", kind)
                        .add("client_id", config.clientId())
                        .build();
        call(endpoint, body, Map.of());
    }

    private static RequestBody form(OAuthConfig config, AuthorizationGrant grant) {
        FormBody.Builder form = new FormBody.Builder();
        for (Map.Entry<String, List<String>> parameter : grant.toParameters().entrySet())
            parameter.getValue().forEach(value -> form.add(parameter.getKey(), value));
        form.add("client_id", config.clientId());
        config.resource().ifPresent(resource -> form.add("resource", resource));
        config.clientSecret().ifPresent(secret -> form.add("client_secret", secret.reveal()));
        return form.build();
    }

    private JsonNode call(URI endpoint, RequestBody form, Map<String, String> headers)
            throws OAuthFailure, InterruptedException {
        Request.Builder request =
                new Request.Builder().url(endpoint.toString()).post(form).header("Accept", "application/json");
        headers.forEach(request::header);
        try (Response response = client().newCall(request.build()).execute()) {
            JsonNode answer = parse(response);
            String error = answer.path("error").asString("");
            if (!error.isBlank()) throw new OAuthFailure(error, shortened(answer), response.code());
            if (!response.isSuccessful())
                throw new OAuthFailure("http_error", "the server answered HTTP " + response.code(), response.code());
            return answer;
        } catch (IOException e) {
            if (Thread.interrupted()) throw new InterruptedException();
            throw OAuthFailure.unreachable(endpoint, e);
        }
    }

    private OkHttpClient client() {
        return http.get()
                .newBuilder()
                .callTimeout(LONGEST_CALL)
                .followRedirects(false)
                .build();
    }

    private static JsonNode parse(Response response) throws IOException {
        ResponseBody body = response.body();
        BufferedSource source = body.source();
        source.request(LARGEST_ANSWER + 1L);
        if (source.getBuffer().size() > LARGEST_ANSWER) throw new IOException("the answer is too large");
        try {
            return Json.parse(source.getBuffer().readUtf8());
        } catch (JacksonException notJson) {
            return Json.object();
        }
    }

    private TokenSet tokens(JsonNode answer) throws OAuthFailure {
        Secret access = Secret.ofNullable(answer.path("access_token").asString(""))
                .orElseThrow(() -> OAuthFailure.unexpected("missing access_token in response"));
        Optional<Secret> id = Secret.ofNullable(answer.path("id_token").asString(""));
        return new TokenSet(
                access,
                Secret.ofNullable(answer.path("refresh_token").asString("")),
                id,
                id.flatMap(token -> JwtClaims.of(token).chatGptAccount())
                        .or(() -> JwtClaims.of(access).chatGptAccount()),
                answer.path("expires_in").isNumber()
                        ? Optional.of(clock.instant()
                                .plusSeconds(answer.path("expires_in").asLong()))
                        : Optional.empty(),
                Optional.empty());
    }

    private static String shortened(JsonNode answer) {
        String description = answer.path("error_description").asString("");
        return description.length() <= LONGEST_DESCRIPTION
                ? description
                : description.substring(0, LONGEST_DESCRIPTION) + "…";
    }

    private static Optional<String> text(JsonNode answer, String field) {
        return Optional.of(answer.path(field).asString("")).filter(value -> !value.isBlank());
    }

    private static Optional<URI> address(String text) {
        try {
            URI uri = URI.create(text);
            boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            return web ? Optional.of(uri) : Optional.empty();
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }
}
