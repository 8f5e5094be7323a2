package moltis.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {

    @ParameterizedTest
    @CsvSource({
        "http://localhost:13131, 127.0.0.1:13131",
        "http://127.0.0.1:13131, localhost:13131",
        "http://[::1]:13131, localhost:13131",
        "http://app.localhost:13131, 127.0.0.1:13131",
        "https://example.com, example.com:443",
        "http://example.com, example.com",
        "http://EXAMPLE.com:80, example.com",
        "ws://example.com, example.com:80",
    })
    void own_pages_may_connect(String origin, String host) {
        assertThat(Origin.allowed(Optional.of(origin), host)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "https://evil.example, localhost:13131",
        "http://localhost:9999, localhost:13131",
        "http://localhost.attacker.tld:13131, localhost:13131",
        "http://127.0.0.1.attacker.tld:13131, localhost:13131",
        "http://localhost@attacker.tld:13131, localhost:13131",
        "null, localhost:13131",
        "file://, localhost:13131",
        "https://localhost, localhost:80",
        "chrome-extension://localhost:13131, localhost:13131",
        "http://localhost:13131/path, localhost:13131",
        "http://localhost:, localhost:13131",
    })
    void incident_2_pages_of_other_sites_may_not(String origin, String host) {
        assertThat(Origin.allowed(Optional.of(origin), host)).isFalse();
    }

    @Test
    void programs_send_no_origin_and_may_connect() {
        assertThat(Origin.allowed(Optional.empty(), "localhost:13131")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost:13131", "127.0.0.1:1", "[::1]:80", "a.localhost:80"})
    void knows_the_names_of_this_machine(String host) {
        assertThat(Origin.isLoopbackHost(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "attacker.tld", "localhost.attacker.tld:80", "0.0.0.0:80", "192.168.1.2", "[::2]:80"})
    void other_names_are_not_this_machine(String host) {
        assertThat(Origin.isLoopbackHost(host)).isFalse();
    }
}
