package moltis.config.section;

import static moltis.config.schema.Types.FLAG;
import static moltis.config.schema.Types.PATH;
import static moltis.config.schema.Types.TEXT;
import static moltis.config.schema.Types.U16;

import java.nio.file.Path;
import java.util.Optional;
import moltis.config.schema.KeyReader;

/** {@code [tls]}: HTTPS. */
public record TlsConfig(
        boolean enabled,
        boolean autoGenerate,
        Optional<Path> certPath,
        Optional<Path> keyPath,
        Optional<Path> caCertPath,
        Optional<String> publicIp,
        Optional<Integer> httpRedirectPort) {

    static TlsConfig read(KeyReader keys) {
        return new TlsConfig(
                keys.get("enabled", FLAG, true, "Serve HTTPS."),
                keys.get(
                        "auto_generate",
                        FLAG,
                        true,
                        "Make a local certificate authority and a certificate when no own files are named."),
                keys.optional("cert_path", PATH, "Own certificate (PEM)."),
                keys.optional("key_path", PATH, "Private key of the own certificate (PEM)."),
                keys.optional("ca_cert_path", PATH, "Certificate of the authority, offered for download."),
                keys.optional("public_ip", TEXT, "A further IP address that the generated certificate names."),
                keys.optional(
                        "http_redirect_port",
                        U16,
                        "Port of the plain HTTP helper; without it the port after the gateway's."));
    }
}
