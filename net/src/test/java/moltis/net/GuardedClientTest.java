package moltis.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The way out for addresses that a model or a page chose. The "public" server stands on 127.0.0.2, which is allowed. */
class GuardedClientTest {

    private static final String OUTSIDE = "127.0.0.2";

    private final Map<String, List<String>> zone = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private MockWebServer outside;
    private MockWebServer inside;
    private OkHttpClient client;

    @BeforeEach
    void start() throws IOException {
        outside = new MockWebServer();
        outside.start(InetAddress.getByName(OUTSIDE), 0);
        inside = new MockWebServer();
        inside.start(InetAddress.getByName("127.0.0.1"), 0);
        zone.put("public.example", List.of(OUTSIDE));
        zone.put("other.example", List.of(OUTSIDE));
        zone.put("intranet.example", List.of("127.0.0.1"));
        zone.put("both.example", List.of(OUTSIDE, "127.0.0.1"));
        client = new HttpClients(NetSettings.defaults("1"), this::resolve)
                .guarded(AddressGuard.allowing(List.of(OUTSIDE + "/32")));
    }

    @AfterEach
    void stop() {
        outside.close();
        inside.close();
    }

    private List<InetAddress> resolve(String host) throws java.net.UnknownHostException {
        asked.add(host);
        List<InetAddress> addresses = new ArrayList<>();
        for (String address : zone.getOrDefault(host, List.of())) addresses.add(InetAddress.getByName(address));
        if (addresses.isEmpty()) throw new java.net.UnknownHostException(host);
        return addresses;
    }

    private String get(String url) throws IOException {
        try (Response response =
                client.newCall(new Request.Builder().url(url).build()).execute()) {
            return response.code() + " " + response.body().string();
        }
    }

    private String at(String host, String path) {
        return "http://" + host + ":" + outside.getPort() + path;
    }

    private void redirect(String to) {
        outside.enqueue(
                new MockResponse.Builder().code(302).addHeader("Location", to).build());
    }

    @Test
    void a_public_address_is_reached_with_one_question() throws IOException {
        outside.enqueue(new MockResponse.Builder().body("hello").build());

        assertThat(get(at("public.example", "/"))).isEqualTo("200 hello");
        assertThat(asked).containsExactly("public.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.1",
                "2130706433",
                "[::1]",
                "[::ffff:127.0.0.1]",
                "[64:ff9b::7f00:1]",
                "0.0.0.0",
                "0",
                "169.254.169.254",
                "100.64.0.1",
                "224.0.0.1",
                "10.0.0.1",
                "[fe80::1]",
                "[::]",
                "[fd00:ec2::254]"
            })
    void a_private_address_is_refused_however_it_is_written(String host) {
        assertThatThrownBy(() -> get("http://" + host + ":" + inside.getPort() + "/"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("SSRF blocked");
        assertThat(inside.getRequestCount()).isZero();
    }

    @Test
    void a_name_with_one_private_address_is_refused_as_a_whole() {
        assertThatThrownBy(() -> get(at("intranet.example", "/")))
                .hasMessageContaining("SSRF blocked: intranet.example");
        assertThatThrownBy(() -> get(at("both.example", "/"))).hasMessageContaining("SSRF blocked: both.example");
        assertThat(outside.getRequestCount()).isZero();
    }

    @Test
    void a_name_that_changes_its_mind_gains_nothing() throws IOException {
        outside.enqueue(new MockResponse.Builder()
                .addHeader("Connection", "close")
                .body("first")
                .build());
        assertThat(get(at("public.example", "/"))).isEqualTo("200 first");
        zone.put("public.example", List.of("127.0.0.1"));

        assertThatThrownBy(() -> get("http://public.example:" + inside.getPort() + "/"))
                .hasMessageContaining("SSRF blocked");
        assertThat(inside.getRequestCount()).isZero();
    }

    @Test
    void a_redirect_into_the_own_network_is_refused() {
        for (String target : List.of(
                "http://intranet.example:" + inside.getPort() + "/",
                "http://127.0.0.1:" + inside.getPort() + "/",
                "http://169.254.169.254/latest/meta-data/")) {
            redirect(target);
            assertThatThrownBy(() -> get(at("public.example", "/"))).hasMessageContaining("SSRF blocked");
        }
        assertThat(inside.getRequestCount()).isZero();
    }

    @Test
    void three_redirects_are_followed_and_a_fourth_is_not() throws IOException {
        for (int hop = 1; hop <= 3; hop++) redirect("/" + hop);
        outside.enqueue(new MockResponse.Builder().body("there").build());
        assertThat(get(at("public.example", "/"))).isEqualTo("200 there");

        for (int hop = 1; hop <= 4; hop++) redirect("/" + hop);
        assertThatThrownBy(() -> get(at("public.example", "/"))).hasMessageContaining("more than 3 redirects");
    }

    @Test
    void a_circle_is_noticed() {
        redirect("/b");
        redirect("/");

        assertThatThrownBy(() -> get(at("public.example", "/"))).hasMessageContaining("in a circle");
        assertThat(outside.getRequestCount()).isEqualTo(2);
    }

    @Test
    void other_schemes_are_refused() {
        redirect("file:///etc/passwd");

        assertThatThrownBy(() -> get(at("public.example", "/"))).hasMessageContaining("neither http nor https");
    }

    @Test
    void credentials_stay_with_the_site_that_they_were_meant_for() throws Exception {
        redirect(at("other.example", "/there"));
        outside.enqueue(new MockResponse.Builder().build());

        Request request = new Request.Builder()
                .url(at("public.example", "/"))
                .header("Authorization", "Bearer canary")
                .header("Cookie", "a=canary")
                .header("X-Kept", "yes")
                .build();
        client.newCall(request).execute().close();

        assertThat(outside.takeRequest().getHeaders().get("Authorization")).isEqualTo("Bearer canary");
        RecordedRequest second = outside.takeRequest();
        assertThat(second.getHeaders().get("Authorization")).isNull();
        assertThat(second.getHeaders().get("Cookie")).isNull();
        assertThat(second.getHeaders().get("X-Kept")).isEqualTo("yes");
    }

    @Test
    void a_body_is_sent_again_only_where_the_answer_says_so() throws Exception {
        redirect("/got");
        outside.enqueue(new MockResponse.Builder().build());
        outside.enqueue(new MockResponse.Builder()
                .code(307)
                .addHeader("Location", "/posted")
                .build());
        outside.enqueue(new MockResponse.Builder().build());
        RequestBody body = RequestBody.create("data", MediaType.get("text/plain"));

        for (int i = 0; i < 2; i++)
            client.newCall(new Request.Builder()
                            .url(at("public.example", "/"))
                            .post(body)
                            .build())
                    .execute()
                    .close();

        assertThat(outside.takeRequest().getMethod()).isEqualTo("POST");
        assertThat(outside.takeRequest().getMethod()).isEqualTo("GET");
        assertThat(outside.takeRequest().getMethod()).isEqualTo("POST");
        assertThat(outside.takeRequest().getMethod()).isEqualTo("POST");
    }

    @Test
    void what_a_person_configured_is_their_own_decision() throws IOException {
        inside.enqueue(new MockResponse.Builder().body("ollama").build());
        OkHttpClient own = new HttpClients(NetSettings.defaults("1")).client();

        try (Response response = own.newCall(new Request.Builder()
                        .url("http://127.0.0.1:" + inside.getPort() + "/")
                        .build())
                .execute()) {
            assertThat(response.body().string()).isEqualTo("ollama");
        }
    }

    @Test
    void behind_a_proxy_the_name_is_looked_at_before_the_proxy_hears_it() throws IOException {
        try (MockWebServer proxy = new MockWebServer()) {
            proxy.start(InetAddress.getByName("127.0.0.1"), 0);
            proxy.enqueue(new MockResponse.Builder().body("by proxy").build());
            NetSettings usual = NetSettings.defaults("1");
            client = new HttpClients(
                            new NetSettings(
                                    usual.userAgent(),
                                    usual.connectTimeout(),
                                    usual.readTimeout(),
                                    java.util.Optional.of(UpstreamProxy.parse("http://127.0.0.1:" + proxy.getPort()))),
                            this::resolve)
                    .guarded(AddressGuard.allowing(List.of(OUTSIDE)));

            assertThat(get(at("public.example", "/"))).isEqualTo("200 by proxy");
            assertThatThrownBy(() -> get(at("intranet.example", "/"))).hasMessageContaining("SSRF blocked");
            assertThat(proxy.getRequestCount()).isEqualTo(1);
        }
    }
}
