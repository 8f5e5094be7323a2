package moltis.gateway.http;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import moltis.gateway.access.Access;
import org.eclipse.jetty.http.HttpFields;

/** {@code GET /certs/ca.pem}: the certificate of the local authority, to be trusted by other devices. It is no secret. */
public final class AuthorityFile {

    static final String PATH = "/certs/ca.pem";
    private static final String TYPE = "application/x-pem-file";
    private static final String DISPOSITION = "attachment; filename=\"moltis-ca.pem\"";

    private AuthorityFile() {}

    /** @param authority the certificate as PEM, if there is one to offer */
    public static Route route(Supplier<Optional<String>> authority) {
        return Route.get(PATH, Access.PUBLIC, exchange -> {
            String pem = authority.get().orElseThrow(HttpProblem::notFound);
            exchange.set("Content-Disposition", DISPOSITION);
            exchange.send(200, TYPE, pem.getBytes(StandardCharsets.US_ASCII));
        });
    }

    static void put(HttpFields.Mutable headers) {
        headers.put("Content-Type", TYPE);
        headers.put("Content-Disposition", DISPOSITION);
    }
}
