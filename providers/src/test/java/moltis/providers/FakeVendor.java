package moltis.providers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/** A vendor's server on loopback: what it answers on each path is set by the test, what it was asked is remembered. */
final class FakeVendor implements AutoCloseable {

    private final MockWebServer server = new MockWebServer();
    private final Map<String, Function<RecordedRequest, MockResponse>> routes = new ConcurrentHashMap<>();
    private final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();

    FakeVendor() {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                requests.add(request);
                String path = request.getUrl().encodedPath();
                return routes.getOrDefault(path, _ -> json(404, "{\"error\":{\"message\":\"no such path\"}}"))
                        .apply(request);
            }
        });
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    FakeVendor on(String path, String body) {
        return on(path, _ -> json(200, body));
    }

    FakeVendor on(String path, int status, String body) {
        return on(path, _ -> json(status, body));
    }

    FakeVendor on(String path, Function<RecordedRequest, MockResponse> answer) {
        routes.put(path, answer);
        return this;
    }

    static MockResponse json(int status, String body) {
        return new MockResponse.Builder()
                .code(status)
                .addHeader("content-type", "application/json")
                .body(body)
                .build();
    }

    String url(String path) {
        String url = server.url(path).toString();
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    /** The paths that were asked for, with their queries, in the order of arrival. */
    List<String> asked() {
        return requests.stream().map(RecordedRequest::getTarget).toList();
    }

    RecordedRequest last() {
        return requests.getLast();
    }

    @Override
    public void close() {
        server.close();
    }
}
