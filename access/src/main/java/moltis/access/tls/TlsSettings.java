package moltis.access.tls;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Which certificate the server shows.
 *
 * @param folder where generated files lie
 * @param generate whether a certificate may be made when no own one is named
 * @param certificate own certificate with those that vouch for it, as a PEM file
 * @param key the private key of the own certificate
 * @param authority what people may download to trust the own certificate
 * @param bind the address that the server listens on, as a literal
 * @param host the name of the machine
 * @param publicIp a further address that leads here
 */
public record TlsSettings(
        Path folder,
        boolean generate,
        Optional<Path> certificate,
        Optional<Path> key,
        Optional<Path> authority,
        String bind,
        String host,
        Optional<String> publicIp) {}
