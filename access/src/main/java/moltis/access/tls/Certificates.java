package moltis.access.tls;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import moltis.core.ConfigException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate that the server shows: the one door of this package. Nothing is read or made before it is needed; from
 * then on the files are looked at once a minute at most, when somebody connects, so that a renewed certificate counts
 * without a restart. Safe for use by many threads.
 */
public final class Certificates {

    private static final Logger LOG = LoggerFactory.getLogger(Certificates.class);
    private static final Duration LOOK_EVERY = Duration.ofMinutes(1);

    private final TlsSettings settings;
    private final IdentitySource source;
    private final InstantSource clock;
    private @Nullable ServerIdentity current;
    private Instant looked = Instant.MIN;

    /** @throws ConfigException if only one of certificate and key is named, or neither and none may be made */
    public Certificates(TlsSettings settings, InstantSource clock) {
        this(settings, clock, Certificates::outbound);
    }

    /** @param outbound the address under which this machine is seen by its network */
    Certificates(TlsSettings settings, InstantSource clock, Supplier<Optional<String>> outbound) {
        this.settings = settings;
        this.clock = clock;
        this.source = source(settings, outbound);
    }

    /** Reads or makes the certificate now. @throws ConfigException if there is none that could be used */
    public void prepare() {
        identity();
    }

    /** For connections that come in. Making it takes no certificate; the first handshake does. */
    public SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {new CurrentCertificate(this::identity)}, new TrustManager[0], null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has TLS", e);
        }
    }

    /** The authority's certificate as PEM, for people who want to trust it; empty if there is none to offer. */
    public Optional<String> authority() {
        try {
            Optional<Path> file = authorityFile();
            if (file.isEmpty()) return Optional.empty();
            if (settings.certificate().isEmpty()) prepare();
            return Optional.of(PemFiles.text(PemFiles.certificates(file.get()).getFirst()));
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("reason", e.getMessage()).log("the authority's certificate can't be read");
            return Optional.empty();
        }
    }

    /** Where the authority's certificate lies or will lie. */
    public Optional<Path> authorityFile() {
        return settings.certificate().isPresent()
                ? settings.authority().filter(Files::exists)
                : Optional.of(GeneratedCertificate.authorityFile(settings.folder()));
    }

    synchronized ServerIdentity identity() {
        Instant now = clock.instant();
        ServerIdentity known = current;
        if (known != null && now.isBefore(looked.plus(LOOK_EVERY))) return known;
        looked = now;
        if (known != null && source.isCurrent(known, now)) return known;
        try {
            ServerIdentity loaded = source.load(now);
            current = loaded;
            return loaded;
        } catch (ConfigException e) {
            if (known == null) throw e;
            LOG.atWarn().addKeyValue("reason", e.sentence()).log("the certificate can't be renewed; the old one stays");
            return known;
        }
    }

    private static IdentitySource source(TlsSettings settings, Supplier<Optional<String>> outbound) {
        if (settings.certificate().isPresent() != settings.key().isPresent())
            throw new ConfigException(
                    "[tls] names only one of cert_path and key_path.", "Name both, or neither to let Moltis make one.");
        if (settings.certificate().isPresent() && settings.key().isPresent())
            return new OwnCertificate(
                    settings.certificate().get(), settings.key().get());
        if (!settings.generate())
            throw new ConfigException(
                    "TLS is on, but there is no certificate and none may be made.",
                    "Set tls.cert_path and tls.key_path, or tls.auto_generate = true, or start with --no-tls.");
        return new GeneratedCertificate(settings.folder(), () -> names(settings, outbound));
    }

    private static ServerNames names(TlsSettings settings, Supplier<Optional<String>> outbound) {
        List<String> addresses = new ArrayList<>();
        if (InetAddress.ofLiteral(settings.bind()).isAnyLocalAddress())
            outbound.get().ifPresent(addresses::add);
        else addresses.add(settings.bind());
        settings.publicIp().ifPresent(addresses::add);
        return ServerNames.of(settings.host(), addresses);
    }

    /** The system knows which of our addresses it would send from; asking it sends nothing. */
    private static Optional<String> outbound() {
        try (var socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 9));
            return Optional.of(socket.getLocalAddress().getHostAddress());
        } catch (IOException | RuntimeException noNetwork) {
            return Optional.empty();
        }
    }
}
