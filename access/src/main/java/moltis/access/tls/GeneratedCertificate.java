package moltis.access.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import moltis.core.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A certificate of our own authority, in five files of one folder. The authority stays for its whole life, so that who
 * trusts it once is never asked again; the server's certificate is issued anew before it ends and when it lacks a name.
 */
final class GeneratedCertificate implements IdentitySource {

    private static final Logger LOG = LoggerFactory.getLogger(GeneratedCertificate.class);
    private static final Duration RENEW_BEFORE = Duration.ofDays(30);

    private final Path folder;
    private final Supplier<ServerNames> needed;

    GeneratedCertificate(Path folder, Supplier<ServerNames> needed) {
        this.folder = folder;
        this.needed = needed;
    }

    static Path authorityFile(Path folder) {
        return folder.resolve("ca.pem");
    }

    @Override
    public ServerIdentity load(Instant now) {
        try {
            PemFiles.folder(folder);
            ServerIdentity authority = authority(now);
            ServerNames names = needed.get();
            Optional<ServerIdentity> stored = server().filter(server -> usable(server, authority, names, now));
            if (stored.isPresent())
                return new ServerIdentity(
                        stored.get().key(), List.of(stored.get().certificate(), authority.certificate()));
            ServerIdentity fresh = LocalAuthority.issue(authority, names, now);
            // The key last: a certificate without its key is noticed and made again.
            PemFiles.write(folder.resolve("server-sans.txt"), String.join("\n", names.lines()) + "\n");
            PemFiles.write(folder.resolve("server.pem"), fresh.certificate());
            PemFiles.write(folder.resolve("server-key.pem"), fresh.key());
            LOG.atInfo().addKeyValue("until", fresh.end()).log("a server certificate was issued");
            return fresh;
        } catch (IOException e) {
            throw new ConfigException(
                    "The certificates in " + folder + " can't be written.",
                    "Make the folder writable, or start with --no-tls.",
                    e);
        }
    }

    @Override
    public boolean isCurrent(ServerIdentity last, Instant now) {
        return now.isBefore(last.end().minus(RENEW_BEFORE)) && covers(needed.get());
    }

    private ServerIdentity authority(Instant now) throws IOException {
        Optional<ServerIdentity> stored = read("ca-key.pem", "ca.pem");
        if (stored.filter(ServerIdentity::fits)
                .filter(ca -> now.isBefore(ca.end().minus(RENEW_BEFORE)))
                .isPresent()) return stored.get();
        ServerIdentity fresh = LocalAuthority.found(now);
        PemFiles.write(folder.resolve("ca-key.pem"), fresh.key());
        PemFiles.write(authorityFile(folder), fresh.certificate());
        LOG.atInfo().addKeyValue("until", fresh.end()).log("a local certificate authority was made");
        return fresh;
    }

    private Optional<ServerIdentity> server() {
        return read("server-key.pem", "server.pem");
    }

    private boolean usable(ServerIdentity server, ServerIdentity authority, ServerNames names, Instant now) {
        return server.fits()
                && server.isSignedBy(authority.certificate().getPublicKey())
                && now.isBefore(server.end().minus(RENEW_BEFORE))
                && covers(names);
    }

    private boolean covers(ServerNames names) {
        return names().map(written -> written.cover(names)).orElse(false);
    }

    private Optional<ServerIdentity> read(String key, String certificate) {
        Path keyFile = folder.resolve(key);
        Path certificateFile = folder.resolve(certificate);
        if (!Files.exists(keyFile) || !Files.exists(certificateFile)) return Optional.empty();
        try {
            return Optional.of(new ServerIdentity(PemFiles.key(keyFile), PemFiles.certificates(certificateFile)));
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("file", certificateFile)
                    .addKeyValue("reason", e.getMessage())
                    .log("a certificate can't be read and is made again");
            return Optional.empty();
        }
    }

    private Optional<ServerNames> names() {
        try {
            List<String> lines = Files.readAllLines(folder.resolve("server-sans.txt"));
            return Optional.of(ServerNames.parse(lines));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
