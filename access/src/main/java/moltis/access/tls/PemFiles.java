package moltis.access.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.jspecify.annotations.Nullable;

/** Keys and certificates as PEM files. What is written can be read by its owner only, and is there whole or not at all. */
final class PemFiles {

    private PemFiles() {}

    /** @throws IOException if it can't be read or is no such file; the message is for people */
    static List<X509Certificate> certificates(Path file) throws IOException {
        try {
            List<X509Certificate> all = new ArrayList<>();
            var in = new ByteArrayInputStream(Files.readAllBytes(file));
            for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                if (one instanceof X509Certificate certificate) all.add(certificate);
            }
            if (all.isEmpty()) throw new IOException("it holds no certificate in PEM form");
            return all;
        } catch (GeneralSecurityException e) {
            throw new IOException("it holds no certificate in PEM form", e);
        }
    }

    /** @throws IOException if it can't be read, holds no private key, or an encrypted one; the message is for people */
    static PrivateKey key(Path file) throws IOException {
        try (Reader reader = Files.newBufferedReader(file);
                PEMParser parser = new PEMParser(reader)) {
            for (@Nullable Object next = parser.readObject(); next != null; next = parser.readObject()) {
                switch (next) {
                    case PrivateKeyInfo info -> {
                        return new JcaPEMKeyConverter().getPrivateKey(info);
                    }
                    case PEMKeyPair pair -> {
                        return new JcaPEMKeyConverter().getPrivateKey(pair.getPrivateKeyInfo());
                    }
                    case PKCS8EncryptedPrivateKeyInfo _, PEMEncryptedKeyPair _ ->
                        throw new IOException(
                                "its key is protected by a password, which can't be asked for at a start");
                    default -> {
                        // Parameters and certificates may stand in front of the key.
                    }
                }
            }
        } catch (RuntimeException e) {
            throw new IOException("it holds no private key in PEM form", e);
        }
        throw new IOException("it holds no private key in PEM form");
    }

    static void write(Path file, PrivateKey key) throws IOException {
        writeObject(file, new JcaPKCS8Generator(key, null));
    }

    static void write(Path file, X509Certificate certificate) throws IOException {
        writeObject(file, certificate);
    }

    static String text(X509Certificate certificate) {
        try {
            return pem(certificate);
        } catch (IOException e) {
            throw new IllegalStateException("a certificate has a text", e);
        }
    }

    static void write(Path file, String text) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".tmp." + System.nanoTime());
        try {
            try (FileChannel channel = FileChannel.open(
                    draft, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), permissions("rw-------"))) {
                var bytes = StandardCharsets.UTF_8.encode(text);
                while (bytes.hasRemaining()) channel.write(bytes);
                channel.force(true);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    static void folder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) Files.createDirectories(folder, permissions("rwx------"));
    }

    private static void writeObject(Path file, Object object) throws IOException {
        write(file, pem(object));
    }

    private static String pem(Object object) throws IOException {
        var text = new StringWriter();
        try (var writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        }
        return text.toString();
    }

    private static FileAttribute<?>[] permissions(String allowed) {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(allowed))
                }
                : new FileAttribute<?>[0];
    }
}
