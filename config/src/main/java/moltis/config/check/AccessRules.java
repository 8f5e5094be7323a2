package moltis.config.check;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import moltis.config.schema.Category;
import moltis.config.schema.KeyPath;
import moltis.config.schema.Severity;
import moltis.config.section.MoltisConfig;
import moltis.config.section.TlsConfig;

/** Who can reach the server, and how. */
final class AccessRules {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1", "[::1]");
    private static final Set<String> PROXIES = Set.of("http", "https", "socks5", "socks5h");
    private static final Pattern IP =
            Pattern.compile("(?:\\d{1,3}\\.){3}\\d{1,3}|[0-9A-Fa-f]*:[0-9A-Fa-f:]*(?:(?:\\d{1,3}\\.){3}\\d{1,3})?");

    private final ConfigRules.Facts facts;
    private final MoltisConfig config;
    private final Findings findings;

    AccessRules(ConfigRules.Facts facts, Findings findings) {
        this.facts = facts;
        this.config = facts.config();
        this.findings = findings;
    }

    void check() {
        boolean local = LOOPBACK.contains(config.server().bind());
        if (config.auth().disabled() && !local) {
            findings.security(
                    "auth",
                    "is disabled while others can reach " + config.server().bind() + ".",
                    "set auth.disabled = false");
        }
        if (!config.tls().enabled() && !local) {
            findings.security(
                    "tls",
                    "is disabled while others can reach " + config.server().bind() + ".",
                    "set tls.enabled = true");
        }
        if (config.server().port() == 0) {
            findings.info("server.port", "is 0: a free port is chosen at the first start and kept.", "");
        }
        tls(config.tls());
        config.server().externalUrl().ifPresent(this::externalUrl);
        config.upstreamProxy().ifPresent(proxy -> proxy(proxy.reveal()));
        tunnels();
    }

    private void tls(TlsConfig tls) {
        boolean both = tls.certPath().isPresent() && tls.keyPath().isPresent();
        if (tls.certPath().isPresent() != tls.keyPath().isPresent()) {
            findings.error("tls", "names only one of cert_path and key_path.", "name both, or neither");
        }
        tls.publicIp().ifPresent(ip -> publicIp(ip, both));
        exists("tls.cert_path", tls.certPath());
        exists("tls.key_path", tls.keyPath());
        exists("tls.ca_cert_path", tls.caCertPath());
    }

    private void exists(String path, Optional<Path> file) {
        if (file.isEmpty() || facts.exists().test(file.get())) return;
        findings.add(
                Severity.WARNING,
                Category.FILE_REF,
                KeyPath.parse(path),
                "names a file that is not there.",
                "check the path");
    }

    private void publicIp(String ip, boolean ownCertificate) {
        if (!IP.matcher(ip).matches() || !octetsFit(ip)) {
            findings.error("tls.public_ip", "must be an IP address.", "");
        } else if (ip.startsWith("127.") || ip.equals("0.0.0.0") || ip.equals("::1") || ip.equals("::")) {
            findings.warn("tls.public_ip", "is an address that nobody else can reach.", "");
        } else if (ownCertificate) {
            findings.warn("tls.public_ip", "has no effect with an own certificate.", "");
        }
    }

    private static boolean octetsFit(String ip) {
        return ip.contains(":") || List.of(ip.split("\\.")).stream().allMatch(octet -> Integer.parseInt(octet) <= 255);
    }

    private void externalUrl(String url) {
        if (!scheme(url).equals("http") && !scheme(url).equals("https")) {
            findings.error("server.external_url", "must begin with http:// or https://.", "");
        } else if (url.endsWith("/")) {
            findings.warn("server.external_url", "ends with a slash, which is left out.", "");
        }
    }

    private void proxy(String url) {
        String scheme = scheme(url);
        if (PROXIES.contains(scheme)) return;
        String found = scheme.isEmpty() ? "has none of them" : "has " + scheme;
        findings.error("upstream_proxy", "must begin with http, https, socks5 or socks5h, and " + found + ".", "");
    }

    /** Up to the colon, and nothing that follows it. */
    static String scheme(String url) {
        int end = url.indexOf("://");
        String scheme = end < 0 ? "" : url.substring(0, end).toLowerCase(Locale.ROOT);
        return scheme.matches("[a-z][a-z0-9+.-]*") ? scheme : "";
    }

    static boolean isHttp(String url) {
        try {
            String scheme = scheme(url);
            return (scheme.equals("http") || scheme.equals("https"))
                    && URI.create(url).getHost() != null;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private void tunnels() {
        if (!config.auth().disabled()) return;
        String hint = "set auth.disabled = false, or close the tunnel";
        if (config.netbird().mode().equals("serve"))
            findings.security("netbird.mode", "shows a server without a login.", hint);
        if (config.ngrok().enabled()) findings.security("ngrok.enabled", "shows a server without a login.", hint);
        if (config.cloudflareTunnel().enabled()) {
            findings.security("cloudflare_tunnel.enabled", "shows a server without a login.", hint);
        }
        if (config.tailscale().mode().equals("funnel"))
            findings.security("tailscale.mode", "shows a server without a login.", hint);
    }
}
