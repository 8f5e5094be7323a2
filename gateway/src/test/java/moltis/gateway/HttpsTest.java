package moltis.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import moltis.access.tls.Certificates;
import moltis.access.tls.TlsSettings;
import moltis.gateway.http.ServedTls;
import moltis.testing.model.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTPS and HTTP on one port. */
class HttpsTest {

    @TempDir
    private Path directory;

    private final AtomicInteger contexts = new AtomicInteger();
    private Certificates certificates;
    private TestGateway gateway;

    @AfterEach
    void stop() {
        gateway.close();
    }

    private void start(boolean onlyHttps, OptionalInt helper) {
        certificates = new Certificates(
                new TlsSettings(
                        directory.resolve("certs"),
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        "127.0.0.1",
                        "workshop",
                        Optional.empty()),
                Clock.systemUTC());
        var served = new ServedTls(
                () -> {
                    contexts.incrementAndGet();
                    return certificates.context();
                },
                certificates::authority,
                onlyHttps,
                helper);
        gateway = TestGateway.start(directory, _ -> Reply.says("Hello"), settings -> settings.with(served));
    }

    private HttpClient trusting() throws Exception {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry(
                "ca",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(
                                certificates.authority().orElseThrow().getBytes(StandardCharsets.US_ASCII))));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext client = SSLContext.getInstance("TLS");
        client.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(client).build();
    }

    private URI at(String scheme, String path) {
        return URI.create(scheme + "://localhost:" + gateway.address().getPort() + path);
    }

    private static HttpResponse<String> get(HttpClient client, URI address) throws Exception {
        return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void on_the_own_machine_http_works_and_nothing_of_tls_is_made() {
        start(false, OptionalInt.empty());

        assertThat(gateway.get("/health").statusCode()).isEqualTo(200);
        assertThat(contexts).hasValue(0);
        assertThat(directory.resolve("certs")).doesNotExist();
    }

    @Test
    void https_is_there_on_the_same_port_for_pages_and_sockets() throws Exception {
        start(false, OptionalInt.empty());
        HttpClient client = trusting();

        assertThat(get(client, at("https", "/health")).body()).startsWith("{\"status\":\"ok\"");
        WebSocket socket = client.newWebSocketBuilder()
                .buildAsync(at("wss", "/ws/chat"), new WebSocket.Listener() {})
                .join();
        socket.abort();

        assertThat(gateway.get("/health").statusCode()).isEqualTo(200);
        assertThat(contexts).hasValue(1);
    }

    @Test
    void the_authority_can_be_downloaded_by_anybody() throws Exception {
        start(false, OptionalInt.empty());

        HttpResponse<String> response = gateway.get("/certs/ca.pem");

        assertThat(response.body()).startsWith("-----BEGIN CERTIFICATE-----").doesNotContain("PRIVATE");
        assertThat(response.headers().firstValue("content-type")).contains("application/x-pem-file");
        assertThat(response.headers().firstValue("content-disposition"))
                .contains("attachment; filename=\"moltis-ca.pem\"");
    }

    @Test
    void where_others_can_come_in_browsers_are_sent_to_https() throws Exception {
        start(true, OptionalInt.empty());

        HttpResponse<String> page = gateway.get("/chats?x=1");
        assertThat(page.statusCode()).isEqualTo(301);
        assertThat(page.headers().firstValue("location"))
                .contains("https://localhost:" + gateway.address().getPort() + "/chats?x=1");
        assertThat(gateway.get("/health").statusCode()).isEqualTo(200);

        HttpResponse<String> secure = get(trusting(), at("https", "/health"));
        assertThat(secure.statusCode()).isEqualTo(200);
        assertThat(secure.headers().firstValue("strict-transport-security")).isEmpty();
    }

    @Test
    void a_name_of_its_own_is_kept_to_https_and_a_local_one_is_not() throws Exception {
        start(true, OptionalInt.empty());

        assertThat(raw("/health", "moltis.example:443")).contains("Strict-Transport-Security: max-age=31536000");
        assertThat(raw("/health", "localhost")).doesNotContain("Strict-Transport-Security");
    }

    @Test
    void a_redirect_never_leads_to_another_scheme_or_path_than_was_asked() throws Exception {
        start(true, OptionalInt.empty());

        assertThat(raw("//evil.example/x", "localhost:1")).doesNotContain("Location: https://evil");
        assertThat(raw("/a%0d%0aSet-Cookie:x=1", "localhost:1")).doesNotContain("\r\nSet-Cookie");
    }

    @Test
    void the_helper_port_shows_the_way_and_hands_out_the_authority() throws Exception {
        int port;
        try (var probe = new ServerSocket(0)) {
            port = probe.getLocalPort();
        }
        start(true, OptionalInt.of(port));
        HttpClient client = HttpClient.newHttpClient();

        HttpResponse<String> page = get(client, URI.create("http://127.0.0.1:" + port + "/settings"));
        assertThat(page.statusCode()).isEqualTo(307);
        assertThat(page.headers().firstValue("location"))
                .contains("https://127.0.0.1:" + gateway.address().getPort() + "/settings");
        assertThat(get(client, URI.create("http://127.0.0.1:" + port + "/api/sessions"))
                        .statusCode())
                .isEqualTo(307);
        assertThat(get(client, URI.create("http://127.0.0.1:" + port + "/certs/ca.pem"))
                        .body())
                .startsWith("-----BEGIN CERTIFICATE-----");
    }

    @Test
    void a_helper_port_that_is_taken_does_not_stop_the_server() throws Exception {
        try (var taken = new ServerSocket(0, 1, java.net.InetAddress.getByName("127.0.0.1"))) {
            start(true, OptionalInt.of(taken.getLocalPort()));

            assertThat(gateway.get("/health").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void nonsense_that_looks_like_a_handshake_costs_its_own_connection_only() throws Exception {
        start(false, OptionalInt.empty());

        try (Socket socket = new Socket("127.0.0.1", gateway.address().getPort())) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(new byte[] {0x16, 3, 1, 0, 5, 1, 2, 3, 4, 5});
            out.flush();
            assertThat(socket.getInputStream().readAllBytes().length).isLessThan(100);
        }

        assertThat(gateway.get("/health").statusCode()).isEqualTo(200);
    }

    private String raw(String path, String host) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", gateway.address().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
