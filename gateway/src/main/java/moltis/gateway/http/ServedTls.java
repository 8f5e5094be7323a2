package moltis.gateway.http;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * How HTTPS is served, on the same port as HTTP.
 *
 * @param context asked once, when the first TLS connection comes in
 * @param authority the certificate that people can trust, as PEM, if there is one to offer
 * @param onlyHttps whether browsers that come over plain HTTP are sent to HTTPS
 * @param helperPort where plain HTTP is answered besides, with the way to HTTPS and the authority's certificate
 */
public record ServedTls(
        Supplier<SSLContext> context,
        Supplier<Optional<String>> authority,
        boolean onlyHttps,
        OptionalInt helperPort) {}
