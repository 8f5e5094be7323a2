package moltis.app;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import moltis.access.tls.Certificates;
import moltis.access.tls.TlsSettings;
import moltis.config.section.TlsConfig;
import moltis.core.ConfigException;
import moltis.gateway.http.ServedTls;

/**
 * How HTTPS is served. On an address that only this machine reaches it is offered beside plain HTTP, and nothing is made
 * before somebody uses it; on every other address browsers are sent to it, and the certificate is there before the first
 * of them comes.
 *
 * @param folder of the configuration
 * @param bind the address to listen on, as a literal
 * @param host the name of the machine
 */
record Https(TlsConfig tls, Map<String, String> environment, Path folder, String bind, String host) {

    private static final Set<String> YES = Set.of("1", "true");
    private static final int LAST_PORT = 65_535;

    /**
     * Empty if HTTPS is switched off.
     *
     * @param off whether this run does without
     * @throws ConfigException if it can't be served as configured
     */
    Optional<ServedTls> served(boolean off, int port) {
        if (off || says("MOLTIS_NO_TLS") || !tls.enabled()) return Optional.empty();
        refuseBehindProxy();
        boolean local = InetAddress.ofLiteral(bind).isLoopbackAddress();
        Certificates certificates = certificates();
        if (!local || tls.certPath().isPresent()) certificates.prepare();
        OptionalInt helper = local ? OptionalInt.empty() : helperPort(port);
        return Optional.of(new ServedTls(certificates::context, certificates::authority, !local, helper));
    }

    Certificates certificates() {
        return new Certificates(
                new TlsSettings(
                        folder.resolve("certs"),
                        tls.autoGenerate(),
                        tls.certPath(),
                        tls.keyPath(),
                        tls.caCertPath(),
                        bind,
                        host,
                        tls.publicIp()),
                InstantSource.system());
    }

    private OptionalInt helperPort(int port) {
        if (tls.httpRedirectPort().isPresent())
            return OptionalInt.of(tls.httpRedirectPort().get());
        return port == 0 || port == LAST_PORT ? OptionalInt.empty() : OptionalInt.of(port + 1);
    }

    private void refuseBehindProxy() {
        if (!says("MOLTIS_BEHIND_PROXY") || says("MOLTIS_ALLOW_TLS_BEHIND_PROXY")) return;
        throw new ConfigException(
                "MOLTIS_BEHIND_PROXY says that a proxy ends TLS, but TLS is on here as well.",
                "Start with --no-tls or set tls.enabled = false; if the proxy really speaks HTTPS to Moltis, set"
                        + " MOLTIS_ALLOW_TLS_BEHIND_PROXY=true.");
    }

    private boolean says(String variable) {
        return YES.contains(environment.getOrDefault(variable, "").strip().toLowerCase(Locale.ROOT));
    }
}
