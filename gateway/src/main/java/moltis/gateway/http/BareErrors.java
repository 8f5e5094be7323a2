package moltis.gateway.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import moltis.core.json.Json;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Answers what the server refuses before any handler sees it, for example a request that is no HTTP. Says no more than that. */
final class BareErrors extends ErrorHandler {

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int status,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        SecurityHeaders.put(response.getHeaders(), UUID.randomUUID().toString());
        response.getHeaders().put("Content-Type", Exchange.JSON);
        response.write(true, ByteBuffer.wrap(body(status)), callback);
    }

    private static byte[] body(int status) {
        boolean ours = status >= 500;
        var body = new ErrorBody(
                ours ? "INTERNAL_ERROR" : "BAD_REQUEST",
                ours ? "The server failed to do this." : "The request can't be understood.",
                null,
                null,
                null);
        return Json.write(body).getBytes(StandardCharsets.UTF_8);
    }
}
