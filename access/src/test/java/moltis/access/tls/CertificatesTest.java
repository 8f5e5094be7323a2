package moltis.access.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import moltis.core.ConfigException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificatesTest {

    private static final Instant START = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @TempDir
    Path folder;

    private Instant now = START;
    private Optional<String> outbound = Optional.of("10.1.2.3");
    private Path certs;

    @BeforeEach
    void place() {
        certs = folder.resolve("certs");
    }

    private Certificates generated(String bind, String publicIp) {
        return new Certificates(
                new TlsSettings(
                        certs,
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        bind,
                        "workshop",
                        Optional.ofNullable(publicIp)),
                () -> now,
                () -> outbound);
    }

    private Certificates own(Path certificate, Path key) {
        return new Certificates(
                new TlsSettings(
                        certs,
                        true,
                        Optional.of(certificate),
                        Optional.of(key),
                        Optional.empty(),
                        "0.0.0.0",
                        "workshop",
                        Optional.empty()),
                () -> now);
    }

    @Test
    void nothing_is_made_before_it_is_needed() {
        generated("127.0.0.1", null).context();

        assertThat(certs).doesNotExist();
    }

    @Test
    void the_first_use_makes_five_files_for_the_owner_only() throws IOException {
        generated("127.0.0.1", null).prepare();

        assertThat(names()).containsExactly("ca-key.pem", "ca.pem", "server-key.pem", "server-sans.txt", "server.pem");
        try (Stream<Path> files = Files.list(certs)) {
            for (Path file : files.toList())
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .as(file.toString())
                        .isEqualTo("rw-------");
        }
    }

    @Test
    void authority_and_certificate_are_what_browsers_ask_for() throws Exception {
        ServerIdentity identity = generated("127.0.0.1", null).identity();
        X509Certificate server = identity.certificate();
        X509Certificate authority = identity.chain().getLast();

        assertThat(authority.getSubjectX500Principal().getName())
                .contains("CN=Moltis Local CA")
                .contains("O=Moltis");
        assertThat(authority.getBasicConstraints()).isZero();
        assertThat(authority.getKeyUsage()[5]).isTrue();
        assertThat(authority.getKeyUsage()[6]).isTrue();
        assertThat(life(authority)).isBetween(Duration.ofDays(3650), Duration.ofDays(3660));
        assertThat(server.getSubjectX500Principal().getName()).isEqualTo("CN=moltis.localhost");
        assertThat(server.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(server.getBasicConstraints()).isEqualTo(-1);
        assertThat(life(server)).isBetween(Duration.ofDays(364), Duration.ofDays(366));
        assertThat(server.getPublicKey().getAlgorithm()).isEqualTo("EC");
        server.verify(authority.getPublicKey());
    }

    private static Duration life(X509Certificate certificate) {
        return Duration.between(
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant());
    }

    @Test
    void it_names_what_the_machine_is_called() throws Exception {
        assertThat(names(generated("127.0.0.1", null)))
                .containsExactlyInAnyOrder(
                        "moltis.localhost",
                        "*.moltis.localhost",
                        "localhost",
                        "workshop",
                        "workshop.local",
                        "127.0.0.1",
                        "0:0:0:0:0:0:0:1");
    }

    @Test
    void a_wildcard_address_is_named_by_the_one_that_the_network_sees() throws Exception {
        assertThat(names(generated("0.0.0.0", "203.0.113.7"))).contains("10.1.2.3", "203.0.113.7");
    }

    private static List<String> names(Certificates certificates) throws Exception {
        List<String> names = new ArrayList<>();
        for (List<?> name : certificates.identity().certificate().getSubjectAlternativeNames())
            names.add(name.get(1).toString());
        return names;
    }

    @Test
    void another_start_finds_the_same_certificate() {
        ServerIdentity first = generated("127.0.0.1", null).identity();

        assertThat(generated("127.0.0.1", null).identity().chain()).isEqualTo(first.chain());
    }

    @Test
    void a_further_address_issues_the_leaf_anew_and_keeps_the_authority() {
        ServerIdentity first = generated("127.0.0.1", null).identity();

        ServerIdentity second = generated("127.0.0.1", "203.0.113.7").identity();

        assertThat(second.certificate()).isNotEqualTo(first.certificate());
        assertThat(second.chain().getLast()).isEqualTo(first.chain().getLast());
    }

    @Test
    void an_address_that_changes_while_running_is_named_soon() throws Exception {
        Certificates certificates = generated("0.0.0.0", null);
        assertThat(names(certificates)).contains("10.1.2.3");
        outbound = Optional.of("10.9.9.9");
        now = now.plus(Duration.ofMinutes(2));

        assertThat(names(certificates)).contains("10.9.9.9");
    }

    @Test
    void a_year_of_renewals_leaves_the_authority_alone() {
        Certificates certificates = generated("127.0.0.1", null);
        ServerIdentity first = certificates.identity();

        int renewals = 0;
        ServerIdentity last = first;
        for (int day = 0; day < 800; day += 5) {
            now = START.plus(Duration.ofDays(day));
            ServerIdentity today = certificates.identity();
            assertThat(today.end()).isAfter(now.plus(Duration.ofDays(29)));
            if (!today.equals(last)) renewals++;
            last = today;
        }

        assertThat(renewals).isEqualTo(2);
        assertThat(last.chain().getLast()).isEqualTo(first.chain().getLast());
    }

    @Test
    void an_authority_at_its_end_is_replaced_in_time() {
        ServerIdentity first = generated("127.0.0.1", null).identity();
        now = START.plus(LocalAuthority.AUTHORITY_LIFE).minus(Duration.ofDays(10));

        ServerIdentity later = generated("127.0.0.1", null).identity();

        assertThat(later.chain().getLast()).isNotEqualTo(first.chain().getLast());
        assertThat(later.end()).isAfter(now.plus(Duration.ofDays(300)));
    }

    @Test
    void damaged_and_mixed_up_files_are_made_again() throws IOException {
        ServerIdentity first = generated("127.0.0.1", null).identity();
        Files.writeString(certs.resolve("server-key.pem"), "-----BEGIN PRIVATE KEY-----\nAAAA\n");
        ServerIdentity second = generated("127.0.0.1", null).identity();
        assertThat(second.chain().getLast()).isEqualTo(first.chain().getLast());
        assertThat(second.fits()).isTrue();

        Files.copy(
                certs.resolve("ca-key.pem"),
                certs.resolve("server-key.pem"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        ServerIdentity third = generated("127.0.0.1", null).identity();

        assertThat(third.fits()).isTrue();
        assertThat(third.certificate()).isNotEqualTo(second.certificate());
    }

    @Test
    void an_own_certificate_is_used_and_a_renewed_one_without_a_restart() throws IOException {
        ServerIdentity authority = LocalAuthority.found(now);
        Path certificate = folder.resolve("own.pem");
        Path key = folder.resolve("own-key.pem");
        ServerIdentity first = write(authority, certificate, key);
        Certificates certificates = own(certificate, key);
        assertThat(certificates.identity().certificate()).isEqualTo(first.certificate());

        ServerIdentity renewed = write(authority, certificate, key);
        assertThat(certificates.identity().certificate()).isEqualTo(first.certificate());
        now = now.plus(Duration.ofMinutes(2));

        assertThat(certificates.identity().certificate()).isEqualTo(renewed.certificate());
        assertThat(certificates.authority()).isEmpty();
    }

    @Test
    void a_renewal_that_went_wrong_leaves_the_old_one_in_use() throws IOException {
        Path certificate = folder.resolve("own.pem");
        Path key = folder.resolve("own-key.pem");
        ServerIdentity first = write(LocalAuthority.found(now), certificate, key);
        Certificates certificates = own(certificate, key);
        certificates.prepare();

        Files.writeString(certificate, "half a file");
        now = now.plus(Duration.ofMinutes(2));

        assertThat(certificates.identity().certificate()).isEqualTo(first.certificate());
    }

    private static ServerIdentity write(ServerIdentity authority, Path certificate, Path key) throws IOException {
        ServerIdentity issued = LocalAuthority.issue(authority, ServerNames.of("own", List.of()), START);
        PemFiles.write(certificate, issued.certificate());
        PemFiles.write(key, issued.key());
        return issued;
    }

    @Test
    void what_is_wrong_with_an_own_certificate_is_said() throws IOException {
        Path certificate = folder.resolve("own.pem");
        Path key = folder.resolve("own-key.pem");
        ServerIdentity authority = LocalAuthority.found(now);

        assertThatThrownBy(() -> own(certificate, key).prepare())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("tls.cert_path")
                .hasMessageContaining("is not there");
        write(authority, certificate, key);
        Files.writeString(key, "no key");
        assertThatThrownBy(() -> own(certificate, key).prepare()).hasMessageContaining("holds no private key");
        Files.writeString(key, """
                -----BEGIN ENCRYPTED PRIVATE KEY-----
                MIGjMF8GCSqGSIb3DQEFDTBSMDEGCSqGSIb3DQEFDDAkBBD0WZZ5AWxBpZ0lX1oL
                -----END ENCRYPTED PRIVATE KEY-----
                """);
        assertThatThrownBy(() -> own(certificate, key).prepare()).isInstanceOf(ConfigException.class);
        PemFiles.write(key, authority.key());
        assertThatThrownBy(() -> own(certificate, key).prepare()).hasMessageContaining("does not belong to");
        write(authority, certificate, key);
        now = START.plus(Duration.ofDays(400));
        assertThatThrownBy(() -> own(certificate, key).prepare()).hasMessageContaining("has expired");
    }

    @Test
    void half_a_configuration_is_refused() {
        assertThatThrownBy(() -> new Certificates(
                        new TlsSettings(
                                certs,
                                true,
                                Optional.of(folder),
                                Optional.empty(),
                                Optional.empty(),
                                "127.0.0.1",
                                "x",
                                Optional.empty()),
                        () -> now))
                .hasMessageContaining("only one of cert_path and key_path");
        assertThatThrownBy(() -> new Certificates(
                        new TlsSettings(
                                certs,
                                false,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                "127.0.0.1",
                                "x",
                                Optional.empty()),
                        () -> now))
                .hasMessageContaining("none may be made");
    }

    @Test
    void a_client_that_trusts_the_authority_gets_through() throws Exception {
        Certificates certificates = generated("127.0.0.1", null);
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        Path pem = Files.writeString(
                folder.resolve("download.pem"), certificates.authority().orElseThrow());
        store.setCertificateEntry("ca", PemFiles.certificates(pem).getFirst());
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext client = SSLContext.getInstance("TLS");
        client.init(null, trust.getTrustManagers(), null);

        try (var server = (SSLServerSocket)
                certificates.context().getServerSocketFactory().createServerSocket(0)) {
            Thread serving = Thread.ofVirtual().start(() -> {
                try (var accepted = server.accept()) {
                    accepted.getOutputStream().write(7);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            try (var socket = (SSLSocket) client.getSocketFactory().createSocket("localhost", server.getLocalPort())) {
                var parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
                assertThat(socket.getInputStream().read()).isEqualTo(7);
            }
            serving.join();
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(certs)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }
}
