package moltis.oauth;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import moltis.core.json.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * A strict authorization server on loopback: it checks PKCE, takes a code and a refresh token once, rotates refresh tokens,
 * and answers device polls from a script. Beside it stand a key endpoint and GitHub's Copilot token endpoint.
 */
final class FakeAuthorizationServer implements AutoCloseable {

    static final String CLIENT = "client-1";

    private record Code(String challenge, String redirect) {}

    private final MockWebServer server = new MockWebServer();
    private final Map<String, Code> codes = new HashMap<>();
    private final Set<String> liveRefreshTokens = new HashSet<>();
    private final Deque<String> devicePolls = new ArrayDeque<>();
    private final AtomicInteger issued = new AtomicInteger();
    private int failuresToCome;
    private boolean omitRefreshToken;

    final List<Map<String, String>> tokenRequests = new CopyOnWriteArrayList<>();
    final List<String> revoked = new CopyOnWriteArrayList<>();
    final List<String> keyRequests = new CopyOnWriteArrayList<>();
    final AtomicInteger refreshes = new AtomicInteger();
    final AtomicInteger copilotExchanges = new AtomicInteger();
    String copilotAnswer = "{}";
    int copilotStatus = 200;

    FakeAuthorizationServer() throws IOException {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return answer(request);
            }
        });
        server.start();
    }

    URI uri(String path) {
        return server.url(path).uri();
    }

    OAuthConfig browser(Optional<URI> redirect) {
        return config(redirect, false, Optional.empty());
    }

    OAuthConfig config(Optional<URI> redirect, boolean device, Optional<URI> keyEndpoint) {
        return new OAuthConfig(
                CLIENT,
                Optional.empty(),
                uri(device ? "/device" : "/authorize"),
                uri("/token"),
                redirect,
                Optional.empty(),
                List.of("a", "b"),
                List.of(new OAuthConfig.Parameter("extra", "1")),
                device,
                keyEndpoint,
                Optional.of(uri("/revoke")));
    }

    /** What the person's agreement in the browser leads to: the callback's query. */
    synchronized Map<String, String> agree(URI authorizationUrl) {
        Map<String, String> query = CallbackInput.parameters(authorizationUrl.getRawQuery());
        require(query.get("response_type").equals("code"));
        require(query.get("client_id").equals(CLIENT));
        require(query.get("code_challenge_method").equals("S256"));
        String code = "code-" + issued.incrementAndGet();
        codes.put(code, new Code(query.get("code_challenge"), query.get("redirect_uri")));
        return Map.of("code", code, "state", query.get("state"));
    }

    synchronized String issueRefreshToken() {
        String token = "refresh-" + issued.incrementAndGet();
        liveRefreshTokens.add(token);
        return token;
    }

    synchronized void pollsAnswer(String... errorsThenDone) {
        devicePolls.addAll(List.of(errorsThenDone));
    }

    synchronized void failsNext(int times) {
        failuresToCome = times;
    }

    synchronized void omitsRefreshTokens() {
        omitRefreshToken = true;
    }

    private synchronized MockResponse answer(RecordedRequest request) {
        String path = request.getUrl().encodedPath();
        if (path.equals("/copilot")) {
            copilotExchanges.incrementAndGet();
            return json(copilotStatus, copilotAnswer);
        }
        if (path.equals("/revoke")) {
            revoked.add(CallbackInput.parameters(body(request)).getOrDefault("token", ""));
            return json(200, "");
        }
        if (path.equals("/key")) {
            keyRequests.add(request.getHeaders().get("Authorization") + " " + body(request));
            return json(200, "{\"raw_key\":\"sk-exchanged\"}");
        }
        Map<String, String> form = CallbackInput.parameters(body(request));
        if (failuresToCome > 0) {
            failuresToCome--;
            return json(503, "<html>busy</html>");
        }
        if (path.equals("/device"))
            return json(
                    200,
                    "{\"device_code\":\"dev-1\",\"user_code\":\"ABCD-1234\",\"verification_uri\":\"https://example.org/device\","
                            + "\"interval\":5,\"expires_in\":900}");
        tokenRequests.add(form);
        if (!CLIENT.equals(form.get("client_id"))) return error("invalid_client");
        return switch (form.getOrDefault("grant_type", "")) {
            case "authorization_code" -> code(form);
            case "refresh_token" -> refresh(form);
            case "urn:ietf:params:oauth:grant-type:device_code" -> poll(form);
            default -> error("unsupported_grant_type");
        };
    }

    private MockResponse code(Map<String, String> form) {
        Code code = codes.remove(form.getOrDefault("code", ""));
        if (code == null) return error("invalid_grant");
        if (!code.redirect().equals(form.get("redirect_uri"))) return error("invalid_grant");
        if (!code.challenge().equals(challenge(form.getOrDefault("code_verifier", "")))) return error("invalid_grant");
        return tokens();
    }

    private MockResponse refresh(Map<String, String> form) {
        refreshes.incrementAndGet();
        if (!liveRefreshTokens.remove(form.getOrDefault("refresh_token", ""))) return error("invalid_grant");
        return tokens();
    }

    private MockResponse poll(Map<String, String> form) {
        if (!"dev-1".equals(form.get("device_code"))) return error("invalid_grant");
        String next = devicePolls.isEmpty() ? "done" : devicePolls.removeFirst();
        if (next.equals("outage")) return json(503, "<html>busy</html>");
        // GitHub answers 200 with an error inside; others answer 400.
        return next.equals("done") ? tokens() : json(200, "{\"error\":\"" + next + "\"}");
    }

    private MockResponse tokens() {
        ObjectNode answer = Json.object();
        answer.put("access_token", "access-" + issued.incrementAndGet());
        if (!omitRefreshToken) answer.put("refresh_token", issueRefreshToken());
        answer.put("expires_in", 3600);
        return json(200, answer.toString());
    }

    private static MockResponse error(String code) {
        return json(400, "{\"error\":\"" + code + "\",\"error_description\":\"no <b>way</b>\"}");
    }

    private static MockResponse json(int status, String body) {
        return new MockResponse.Builder()
                .code(status)
                .addHeader("Content-Type", "application/json")
                .body(body)
                .build();
    }

    private static String body(RecordedRequest request) {
        return request.getBody() == null ? "" : request.getBody().utf8();
    }

    static String challenge(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static void require(boolean condition) {
        if (!condition) throw new AssertionError("the authorization request is wrong");
    }

    @Override
    public void close() {
        server.close();
    }
}
