package moltis.gateway.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import moltis.core.json.Json;
import moltis.gateway.access.Identity;
import moltis.gateway.access.RequestFacts;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** One request with its answer, which is given once. Used by the thread that handles it. */
public final class Exchange implements RequestFacts {

    public static final String JSON = "application/json";
    public static final String TEXT = "text/plain; charset=utf-8";
    public static final String HTML = "text/html; charset=utf-8";

    /** The most that a body may have unless its route says otherwise: 2 MiB. */
    public static final long BODY_LIMIT = 2L * 1024 * 1024;

    private final Request request;
    private final Response response;
    private final String requestId;
    private Map<String, String> places = Map.of();
    private ErrorShape errors = ErrorShape.OURS;
    private @Nullable Identity who;
    private @Nullable Fields query;

    Exchange(Request request, Response response, String requestId) {
        this.request = request;
        this.response = response;
        this.requestId = requestId;
    }

    Exchange at(Map<String, String> values, Identity admitted) {
        places = values;
        who = admitted;
        return this;
    }

    @Override
    public String method() {
        return request.getMethod();
    }

    @Override
    public String path() {
        // A request for no resource, such as "OPTIONS *", has none.
        String path = request.getHttpURI().getPath();
        return path == null || !path.startsWith("/") ? "/" : path;
    }

    @Override
    public List<String> headers(String name) {
        return request.getHeaders().getValuesList(name);
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeaders().get(name));
    }

    @Override
    public SocketAddress peer() {
        return request.getConnectionMetaData().getRemoteSocketAddress();
    }

    @Override
    public boolean secure() {
        return request.isSecure();
    }

    public String requestId() {
        return requestId;
    }

    public Identity who() {
        if (who == null) throw new IllegalStateException("nobody was admitted yet");
        return who;
    }

    /** The value of a place of the route's path. */
    public String place(String name) {
        String value = places.get(name);
        if (value == null) throw new IllegalArgumentException("the route has no place " + name);
        return value;
    }

    /** @throws HttpProblem if the query string is malformed */
    public Optional<String> query(String name) {
        if (query == null) {
            try {
                query = Request.extractQueryParameters(request);
            } catch (RuntimeException malformed) {
                throw new HttpProblem(400, "INVALID_PARAMETER", "the query string is malformed");
            }
        }
        return Optional.ofNullable(query.getValue(name));
    }

    /** @throws HttpProblem if the parameter is anything but {@code true} or {@code false} */
    public boolean queryFlag(String name, boolean whenAbsent) {
        return query(name)
                .map(value -> switch (value) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw new HttpProblem(400, "INVALID_PARAMETER", "'" + name + "' must be true or false");
                })
                .orElse(whenAbsent);
    }

    /** @throws HttpProblem if the parameter is not a whole number from 0 */
    public Optional<Long> queryNumber(String name) {
        return query(name).map(value -> {
            try {
                long number = Long.parseLong(value);
                if (number >= 0) return number;
            } catch (NumberFormatException notANumber) {
                // Same answer as a negative one.
            }
            throw new HttpProblem(400, "INVALID_PARAMETER", "'" + name + "' must be a whole number");
        });
    }

    /** @throws HttpProblem if the body is not JSON, is not declared as such, or is longer than {@link #BODY_LIMIT} */
    public JsonNode json() throws IOException {
        String type = header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        String base = type.contains(";") ? type.substring(0, type.indexOf(';')).strip() : type.strip();
        if (!base.equals(JSON) && !base.endsWith("+json"))
            throw new HttpProblem(415, "UNSUPPORTED_MEDIA_TYPE", "the body must be sent as application/json");
        try {
            return Json.MAPPER.readTree(body(BODY_LIMIT));
        } catch (JacksonException e) {
            throw new HttpProblem(400, "INVALID_JSON", "the body is not valid JSON");
        }
    }

    /** @throws HttpProblem if it is longer than {@code limit} bytes */
    public byte[] body(long limit) throws IOException {
        if (request.getLength() > limit) throw HttpProblem.bodyTooLarge(limit);
        try (InputStream in = Content.Source.asInputStream(request)) {
            byte[] body = in.readNBytes((int) Math.min(limit + 1, Integer.MAX_VALUE - 8));
            if (body.length > limit) throw HttpProblem.bodyTooLarge(limit);
            return body;
        }
    }

    public Exchange set(String header, String value) {
        response.getHeaders().put(header, value);
        return this;
    }

    public void json(int status, Object body) throws IOException {
        send(status, JSON, Json.write(body).getBytes(StandardCharsets.UTF_8));
    }

    public void text(int status, String body) throws IOException {
        send(status, TEXT, body.getBytes(StandardCharsets.UTF_8));
    }

    public void redirect(String location) throws IOException {
        set("Location", location);
        response.setStatus(303);
        Content.Sink.write(response, true, ByteBuffer.allocate(0));
    }

    public void send(int status, String contentType, byte[] body) throws IOException {
        response.setStatus(status);
        set("Content-Type", contentType);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        Content.Sink.write(response, true, ByteBuffer.wrap(body));
    }

    /** An answer without a body. */
    public void empty(int status) throws IOException {
        response.setStatus(status);
        Content.Sink.write(response, true, ByteBuffer.allocate(0));
    }

    /** An answer that is written bit by bit; closing the stream ends it. @param length of the body, in bytes */
    public OutputStream stream(int status, String contentType, long length) {
        response.setStatus(status);
        set("Content-Type", contentType);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, length);
        return Content.Sink.asOutputStream(response);
    }

    /** An answer whose length nobody knows yet; each write leaves at once and waits for the client to take it. */
    public OutputStream stream(int status, String contentType) {
        response.setStatus(status);
        set("Content-Type", contentType);
        return Content.Sink.asOutputStream(response);
    }

    /**
     * Watches until it is closed whether the client is still there, and runs {@code gone} once if it is not. The body must
     * have been read to its end. Silence of ours does not end the connection meanwhile.
     */
    public ClientWatch watch(Runnable gone) {
        return ClientWatch.over(request, gone);
    }

    Exchange failingAs(ErrorShape shape) {
        errors = shape;
        return this;
    }

    void fail(int status, ErrorBody body) throws IOException {
        send(status, JSON, errors.write(status, body));
    }

    public boolean isCommitted() {
        return response.isCommitted();
    }

    /** Forgets headers and status of an answer that has not begun. */
    void startOver() {
        response.reset();
    }
}
