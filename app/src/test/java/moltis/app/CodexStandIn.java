package moltis.app;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import moltis.core.json.Json;

/**
 * An authorization server and the model service behind it, as strict as the real ones: PKCE is verified, a code and a
 * refresh token are good for one use, a device code waits for the person, and the models answer to a live token only.
 * Every secret that it hands out holds the word {@link #CANARY}.
 */
final class CodexStandIn implements AutoCloseable {

    static final String CANARY = "canary";
    static final String CLIENT = "client-1";

    private record Code(String challenge, String redirect) {}

    private final MockWebServer server = new MockWebServer();
    private final AtomicInteger issued = new AtomicInteger();
    private final Map<String, Code> codes = new HashMap<>();
    private final Set<String> liveAccess = new HashSet<>();
    private final Set<String> liveRefresh = new HashSet<>();
    private boolean agreed;
    private volatile CountDownLatch tokenGate = new CountDownLatch(0);
    private volatile int outage;

    final AtomicInteger refreshes = new AtomicInteger();
    final AtomicInteger refused = new AtomicInteger();
    final List<String> revoked = new CopyOnWriteArrayList<>();
    final List<String> paths = new CopyOnWriteArrayList<>();

    CodexStandIn() throws IOException {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
                return answer(request);
            }
        });
        server.start();
    }

    String url(String path) {
        return server.url(path).toString();
    }

    /** What the person's agreement in the browser leads to, as it stands in the address bar. */
    synchronized String agree(String authorizationUrl) {
        Map<String, String> query = form(URI.create(authorizationUrl).getRawQuery());
        if (!"S256".equals(query.get("code_challenge_method")) || !CLIENT.equals(query.get("client_id"))) {
            throw new AssertionError("the authorization request is wrong");
        }
        String code = secret("code");
        codes.put(code, new Code(query.get("code_challenge"), query.get("redirect_uri")));
        return query.get("redirect_uri") + "?code=" + code + "&state=" + query.get("state");
    }

    /** The person typed the device code and agreed. */
    synchronized void agreeToDevice() {
        agreed = true;
    }

    /** Every access token that is out there is refused from now on, whatever its own end says. */
    synchronized void expireAccess() {
        liveAccess.clear();
    }

    synchronized void withdraw() {
        liveAccess.clear();
        liveRefresh.clear();
    }

    void answersTokensAfter(CountDownLatch gate) {
        tokenGate = gate;
    }

    void isDown(boolean down) {
        outage = down ? 503 : 0;
    }

    private MockResponse answer(RecordedRequest request) throws InterruptedException {
        String path = request.getUrl().encodedPath();
        paths.add(path);
        String body = request.getBody() == null ? "" : request.getBody().utf8();
        return switch (path) {
            case "/token" -> {
                if (!tokenGate.await(20, TimeUnit.SECONDS)) throw new AssertionError("nobody opened the gate");
                yield outage != 0 ? json(outage, "<html>busy</html>") : token(form(body));
            }
            case "/device" ->
                json(
                        200,
                        Json.object()
                                .put("device_code", "device-" + CANARY)
                                .put("user_code", "WXYZ-1234")
                                .put("verification_uri", url("/verify"))
                                .put("interval", 1)
                                .put("expires_in", 900)
                                .toString());
            case "/revoke" -> {
                revoked.add(Json.parse(body).path("token").asString(""));
                yield json(200, "");
            }
            case "/backend-api/codex/models" ->
                may(request)
                        ? json(
                                200,
                                "{\"models\":[{\"slug\":\"gpt-5.9\",\"display_name\":\"GPT-5.9\",\"context_window\":400000}]}")
                        : json(401, "{\"error\":{\"message\":\"token expired\"}}");
            case "/backend-api/codex/responses" -> may(request) ? said() : turnedAway();
            default -> json(404, "{}");
        };
    }

    private MockResponse turnedAway() {
        refused.incrementAndGet();
        return json(401, "{\"error\":{\"message\":\"token expired\"}}");
    }

    private synchronized boolean may(RecordedRequest request) {
        String bearer = String.valueOf(request.getHeaders().get("Authorization"));
        return liveAccess.contains(bearer.replaceFirst("^Bearer ", ""))
                && "acct-1".equals(request.getHeaders().get("chatgpt-account-id"));
    }

    private synchronized MockResponse token(Map<String, String> form) {
        if (!CLIENT.equals(form.get("client_id"))) return denied("invalid_client");
        return switch (form.getOrDefault("grant_type", "")) {
            case "authorization_code" -> {
                Code code = codes.remove(form.getOrDefault("code", ""));
                boolean good = code != null
                        && code.redirect().equals(form.get("redirect_uri"))
                        && code.challenge().equals(challenge(form.getOrDefault("code_verifier", "")));
                yield good ? tokens() : denied("invalid_grant");
            }
            case "refresh_token" -> {
                refreshes.incrementAndGet();
                yield liveRefresh.remove(form.getOrDefault("refresh_token", "")) ? tokens() : denied("invalid_grant");
            }
            case "urn:ietf:params:oauth:grant-type:device_code" -> agreed ? tokens() : denied("authorization_pending");
            default -> denied("unsupported_grant_type");
        };
    }

    private MockResponse tokens() {
        String access = secret("access");
        String refresh = secret("refresh");
        liveAccess.add(access);
        liveRefresh.add(refresh);
        return json(
                200,
                Json.object()
                        .put("access_token", access)
                        .put("refresh_token", refresh)
                        .put("id_token", jwt())
                        .put("expires_in", 3600)
                        .toString());
    }

    private static String jwt() {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        String claims = "{\"chatgpt_account_id\":\"acct-1\"}";
        return encoder.encodeToString("{\"alg\":\"RS256\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + encoder.encodeToString(claims.getBytes(StandardCharsets.UTF_8)) + "."
                + encoder.encodeToString(CANARY.getBytes(StandardCharsets.UTF_8));
    }

    private String secret(String kind) {
        return kind + "-" + CANARY + "-" + issued.incrementAndGet();
    }

    private static MockResponse said() {
        String item =
                "{\"type\":\"message\",\"id\":\"msg_1\",\"role\":\"assistant\",\"status\":\"completed\",\"content\":"
                        + "[{\"type\":\"output_text\",\"text\":\"Hello.\",\"annotations\":[]}]}";
        String body = event("response.created", "\"response\":{\"id\":\"r\",\"status\":\"in_progress\",\"output\":[]}")
                + event(
                        "response.output_item.added",
                        "\"output_index\":0,\"item\":{\"type\":\"message\",\"id\":\"msg_1\",\"role\":\"assistant\","
                                + "\"status\":\"in_progress\",\"content\":[]}")
                + event(
                        "response.output_text.delta",
                        "\"item_id\":\"msg_1\",\"output_index\":0,\"content_index\":0,\"delta\":\"Hello.\"")
                + event("response.output_item.done", "\"output_index\":0,\"item\":" + item)
                + event(
                        "response.completed",
                        "\"response\":{\"id\":\"r\",\"status\":\"completed\",\"output\":[" + item
                                + "],\"usage\":{\"input_tokens\":9,\"output_tokens\":2,\"total_tokens\":11}}");
        return new MockResponse.Builder()
                .addHeader("Content-Type", "text/event-stream")
                .body(body)
                .build();
    }

    private static String event(String type, String fields) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\"," + fields + "}\n\n";
    }

    private static MockResponse denied(String error) {
        return json(400, "{\"error\":\"" + error + "\"}");
    }

    private static MockResponse json(int status, String body) {
        return new MockResponse.Builder()
                .code(status)
                .addHeader("Content-Type", "application/json")
                .body(body)
                .build();
    }

    private static Map<String, String> form(String text) {
        Map<String, String> fields = new HashMap<>();
        for (String pair : text.split("&")) {
            int at = pair.indexOf('=');
            if (at > 0) {
                fields.put(
                        URLDecoder.decode(pair.substring(0, at), StandardCharsets.UTF_8),
                        URLDecoder.decode(pair.substring(at + 1), StandardCharsets.UTF_8));
            }
        }
        return fields;
    }

    private static String challenge(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        tokenGate.countDown();
        server.close();
    }
}
