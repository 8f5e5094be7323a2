package moltis.access.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import moltis.core.ConfigException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TrustedProxiesTest {

    private static final InetAddress PROXY = InetAddress.ofLiteral("10.0.0.2");

    @Test
    void what_the_client_wrote_itself_is_not_believed() {
        assertThat(TrustedProxies.ONE_HOP.client(PROXY, List.of("1.1.1.1, 2.2.2.2, 203.0.113.9")))
                .isEqualTo(InetAddress.ofLiteral("203.0.113.9"));
        assertThat(TrustedProxies.ONE_HOP.client(PROXY, List.of("1.1.1.1", "203.0.113.9")))
                .as("headers in their order")
                .isEqualTo(InetAddress.ofLiteral("203.0.113.9"));
    }

    @Test
    void networks_are_skipped_from_the_right() {
        TrustedProxies proxies = TrustedProxies.parse(List.of("10.0.0.0/8", "2001:db8::/32"));

        assertThat(proxies.client(PROXY, List.of("6.6.6.6, 203.0.113.9, 10.1.1.1, 2001:db8::5")))
                .isEqualTo(InetAddress.ofLiteral("203.0.113.9"));
        assertThat(proxies.client(InetAddress.ofLiteral("203.0.113.1"), List.of("6.6.6.6")))
                .as("a peer that is no proxy")
                .isEqualTo(InetAddress.ofLiteral("203.0.113.1"));
    }

    @Test
    void without_proxies_the_connection_counts() {
        assertThat(TrustedProxies.NONE.client(PROXY, List.of("203.0.113.9"))).isEqualTo(PROXY);
        assertThat(TrustedProxies.ONE_HOP.client(PROXY, List.of())).isEqualTo(PROXY);
    }

    @Test
    void ports_and_brackets_are_read() {
        assertThat(TrustedProxies.ONE_HOP.client(PROXY, List.of("203.0.113.9:4711")))
                .isEqualTo(InetAddress.ofLiteral("203.0.113.9"));
        assertThat(TrustedProxies.ONE_HOP.client(PROXY, List.of("[2001:db8::9]:4711")))
                .isEqualTo(InetAddress.ofLiteral("2001:db8::9"));
    }

    @Test
    void a_setting_that_means_nothing_is_refused() {
        assertThat(TrustedProxies.parse(List.of("2"))).isEqualTo(new TrustedProxies(2, List.of()));
        assertThatThrownBy(() -> TrustedProxies.parse(List.of("proxy.example"))).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> TrustedProxies.parse(List.of("10.0.0.0/33"))).isInstanceOf(ConfigException.class);
    }

    @Property
    void whatever_stands_in_the_header_there_is_an_address(@ForAll List<String> headers) {
        assertThat(TrustedProxies.ONE_HOP.client(PROXY, headers)).isNotNull();
        assertThat(TrustedProxies.parse(List.of("10.0.0.0/8")).client(PROXY, headers))
                .isNotNull();
    }
}
