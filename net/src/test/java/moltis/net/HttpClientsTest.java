package moltis.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import moltis.core.ConfigException;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;

class HttpClientsTest {

    @Test
    void derived_clients_share_one_pool() {
        var http = new HttpClients(NetSettings.defaults("test"));

        assertThat(http.client(Duration.ofSeconds(1)).connectionPool())
                .isSameAs(http.client().connectionPool());
        assertThat(http.client()).isSameAs(http.client());
    }

    @Test
    void names_are_resolved_by_the_guard() throws Exception {
        try (var server = new MockWebServer()) {
            server.start();
            server.enqueue(new MockResponse.Builder().body("in").build());
            var http = new HttpClients(NetSettings.defaults("test"), host -> {
                if (host.equals("allowed.test")) return List.of(InetAddress.getLoopbackAddress());
                throw new UnknownHostException("blocked: " + host);
            });
            int port = server.getPort();

            try (Response allowed = http.client()
                    .newCall(new Request.Builder()
                            .url("http://allowed.test:" + port)
                            .build())
                    .execute()) {
                assertThat(BoundedBody.beginning(allowed.body(), 10)).isEqualTo("in");
            }
            assertThatExceptionOfType(UnknownHostException.class)
                    .isThrownBy(() -> http.client()
                            .newCall(new Request.Builder()
                                    .url("http://evil.test:" + port)
                                    .build())
                            .execute())
                    .withMessage("blocked: evil.test");
        }
    }

    @Test
    void a_proxy_serves_the_world_but_not_this_machine() throws Exception {
        try (var proxy = new MockWebServer()) {
            proxy.start();
            proxy.enqueue(new MockResponse.Builder().code(407).build());
            proxy.enqueue(new MockResponse.Builder().body("through the proxy").build());
            var settings = new NetSettings(
                    "Moltis/test",
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    Optional.of(UpstreamProxy.parse("http://me:p@ss@127.0.0.1:" + proxy.getPort())));
            var http = new HttpClients(settings);

            try (Response response = http.client()
                    .newCall(new Request.Builder().url("http://vendor.test/").build())
                    .execute()) {
                assertThat(BoundedBody.beginning(response.body(), 99)).isEqualTo("through the proxy");
            }
            assertThat(proxy.takeRequest().getHeaders().get("Proxy-Authorization"))
                    .isNull();
            assertThat(proxy.takeRequest().getHeaders().get("Proxy-Authorization"))
                    .startsWith("Basic ");
            assertThat(settings.proxy().orElseThrow().selector().select(URI.create("http://localhost:11434/")))
                    .containsExactly(Proxy.NO_PROXY);
        }
    }

    @Test
    void a_wrong_proxy_is_refused_without_showing_its_password() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> UpstreamProxy.parse("ftp://me:hunter2@host:1"))
                .withMessageContaining("host:1")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2"));
        assertThat(UpstreamProxy.parse("socks5h://host"))
                .extracting(UpstreamProxy::port)
                .isEqualTo(1080);
        assertThat(UpstreamProxy.parse("http://u:hunter2@h:1").toString()).doesNotContain("hunter2");
    }
}
