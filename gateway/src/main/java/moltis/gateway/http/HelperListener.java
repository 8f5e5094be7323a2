package moltis.gateway.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What the plain HTTP helper port answers: the authority's certificate, and for everything else the way to HTTPS. */
final class HelperListener extends Handler.Wrapper {

    private final Connector helper;
    private final IntSupplier port;
    private final Supplier<Optional<String>> authority;

    /**
     * @param helper whose requests are answered here; all others go on
     * @param port where HTTPS is
     */
    HelperListener(Handler others, Connector helper, IntSupplier port, Supplier<Optional<String>> authority) {
        super(others);
        this.helper = helper;
        this.port = port;
        this.authority = authority;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (request.getConnectionMetaData().getConnector() != helper) return super.handle(request, response, callback);
        SecurityHeaders.put(response.getHeaders(), UUID.randomUUID().toString());
        Optional<String> pem =
                AuthorityFile.PATH.equals(request.getHttpURI().getPath()) ? authority.get() : Optional.empty();
        if (pem.isPresent()) {
            AuthorityFile.put(response.getHeaders());
            response.write(true, ByteBuffer.wrap(pem.get().getBytes(StandardCharsets.US_ASCII)), callback);
            return true;
        }
        response.setStatus(307);
        response.getHeaders().put("Location", PlainHttp.https(request, port.getAsInt()));
        response.write(true, ByteBuffer.allocate(0), callback);
        return true;
    }
}
