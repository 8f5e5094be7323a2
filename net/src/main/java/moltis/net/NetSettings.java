package moltis.net;

import java.time.Duration;
import java.util.Optional;

/**
 * How this process goes out.
 *
 * @param userAgent sent unless a request names its own, for example {@code Moltis/0.1.0}
 * @param connectTimeout how long a connection may take to stand
 * @param readTimeout how long the other side may be silent: before the first byte and between bytes
 * @param proxy the way out for everything but this machine; empty goes direct
 */
public record NetSettings(
        String userAgent, Duration connectTimeout, Duration readTimeout, Optional<UpstreamProxy> proxy) {

    public static NetSettings defaults(String version) {
        return new NetSettings("Moltis/" + version, Duration.ofSeconds(10), Duration.ofSeconds(120), Optional.empty());
    }
}
