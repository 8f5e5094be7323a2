package moltis.access.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import moltis.core.ConfigException;

/** A certificate in files that a person named, and that somebody else renews. */
final class OwnCertificate implements IdentitySource {

    private final Path certificate;
    private final Path key;
    private List<String> loaded = List.of();

    OwnCertificate(Path certificate, Path key) {
        this.certificate = certificate;
        this.key = key;
    }

    @Override
    public ServerIdentity load(Instant now) {
        loaded = stamps();
        List<X509Certificate> chain = read("tls.cert_path", certificate, PemFiles::certificates);
        PrivateKey secret = read("tls.key_path", key, PemFiles::key);
        var identity = new ServerIdentity(secret, chain);
        if (!identity.fits())
            throw new ConfigException(
                    "The key in " + key + " does not belong to the first certificate in " + certificate + ".",
                    "Name the files that were issued together; the server's own certificate stands first.");
        if (identity.end().isBefore(now))
            throw new ConfigException(
                    "The certificate in " + certificate + " has expired.",
                    "Renew it, or remove tls.cert_path and tls.key_path to let Moltis make one.");
        return identity;
    }

    @Override
    public boolean isCurrent(ServerIdentity last, Instant now) {
        return loaded.equals(stamps());
    }

    @FunctionalInterface
    private interface Reading<T> {
        T from(Path file) throws IOException;
    }

    private static <T> T read(String setting, Path file, Reading<T> reading) {
        try {
            return reading.from(file);
        } catch (NoSuchFileException e) {
            throw new ConfigException(setting + " names " + file + ", which is not there.", "Check the path.", e);
        } catch (IOException e) {
            throw new ConfigException(
                    setting + " names " + file + ", which can't be used: " + e.getMessage() + ".",
                    "It has to be a PEM file that the account which runs Moltis may read.",
                    e);
        }
    }

    private List<String> stamps() {
        return List.of(stamp(certificate), stamp(key));
    }

    private static String stamp(Path file) {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return now.lastModifiedTime().toMillis() + "/" + now.size() + "/" + now.fileKey();
        } catch (IOException e) {
            return "missing";
        }
    }
}
