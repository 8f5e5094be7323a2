package moltis.gateway;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import moltis.core.Secret;
import moltis.core.json.Json;
import moltis.core.vault.SecretBox;
import moltis.net.HttpClients;
import moltis.oauth.FileTokenStore;
import moltis.oauth.Pause;
import moltis.oauth.SignInListener;
import moltis.oauth.SignInSettings;
import moltis.oauth.SignIns;

/** Sign-ins to a provider {@code acme}, whose authorization server takes any code. */
final class TestSignIns implements AutoCloseable {

    static final String PROVIDER = "acme";

    final SignIns signIns;
    private final HttpServer authorizationServer;

    TestSignIns(Path directory, HttpClients clients) throws IOException {
        authorizationServer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
        authorizationServer.createContext("/token", exchange -> {
            try (exchange) {
                byte[] answer = "{\"access_token\":\"secret-token\"}".getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, answer.length);
                exchange.getResponseBody().write(answer);
            }
        });
        authorizationServer.start();
        String address = "http://127.0.0.1:" + authorizationServer.getAddress().getPort();
        var entry = Json.object()
                .put("client_id", "moltis")
                .put("auth_url", address + "/authorize")
                .put("token_url", address + "/token");
        Files.writeString(
                directory.resolve("oauth_providers.json"),
                Json.object().set(PROVIDER, entry).toString());
        signIns = new SignIns(
                new SignInSettings(directory, InetAddress.getLoopbackAddress(), Map.of()),
                new FileTokenStore(directory.resolve("oauth_tokens.json"), SecretBox.NONE, Clock.systemUTC()),
                clients::client,
                new Nobody(),
                Clock.systemUTC(),
                Pause.REAL);
    }

    @Override
    public void close() {
        signIns.close();
        authorizationServer.stop(0);
    }

    private static final class Nobody implements SignInListener {
        @Override
        public void signedIn(String provider) {}

        @Override
        public void keyObtained(String provider, Secret key) {}

        @Override
        public void needsSignIn(String provider, String reason) {}

        @Override
        public void disconnected(String provider) {}
    }
}
