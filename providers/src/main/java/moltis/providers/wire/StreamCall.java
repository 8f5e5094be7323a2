package moltis.providers.wire;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import moltis.core.model.Completion;
import moltis.core.model.EventSink;
import moltis.net.BoundedBody;
import moltis.net.HttpClients;
import okhttp3.Call;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Sends one request and feeds the answer to a decoder; turns whatever goes wrong into one explained failure. */
final class StreamCall {

    private static final MediaType JSON = MediaType.get("application/json");
    private static final int ERROR_BODY = 64 << 10;
    /** How long to wait for usage counters once the answer itself is complete. */
    private static final Duration AFTERWORD = Duration.ofSeconds(5);

    private final HttpClients http;
    private final Endpoint endpoint;
    private volatile @Nullable OkHttpClient client;

    StreamCall(HttpClients http, Endpoint endpoint) {
        this.http = http;
        this.endpoint = endpoint;
    }

    Completion run(Request.Builder head, byte[] body, StreamDecoder decoder, ProviderErrors errors, EventSink sink)
            throws InterruptedException {
        var payload = new Payload(body);
        Call call = client().newCall(head.header("Accept", "text/event-stream")
                // A compressed stream would arrive in bursts.
                .header("Accept-Encoding", "identity")
                .post(payload)
                .build());
        boolean whole = false;
        try (Response response = call.execute()) {
            Completion completion = read(response, decoder, errors, sink);
            whole = true;
            return completion;
        } catch (FrameTooLongException e) {
            throw errors.oversized(e);
        } catch (JacksonException e) {
            throw errors.unreadable(e);
        } catch (IOException e) {
            if (Thread.interrupted()) throw new InterruptedException();
            if (payload.sent && e instanceof InterruptedIOException)
                throw errors.stalled(endpoint.limits().firstByte(), e);
            throw errors.unreachable(e);
        } finally {
            if (!whole) call.cancel();
        }
    }

    private Completion read(Response response, StreamDecoder decoder, ProviderErrors errors, EventSink sink)
            throws IOException, InterruptedException {
        ResponseBody body = response.body();
        if (!response.isSuccessful()) {
            throw errors.refused(response.code(), response.headers(), BoundedBody.beginning(body, ERROR_BODY));
        }
        MediaType type = body.contentType();
        if (type != null && (type.subtype().equals("json") || type.subtype().equals("html"))) {
            throw errors.notAStream(BoundedBody.beginning(body, ERROR_BODY));
        }
        WireLimits limits = endpoint.limits();
        var events = new SseReader(body.byteStream(), limits.frameBytes(), limits.answerBytes());
        boolean begun = false;
        boolean complete = false;
        try {
            while (events.next()) {
                if (!begun) {
                    begun = true;
                    limitSilence(body, limits.idle());
                }
                if (Thread.interrupted()) throw new InterruptedException();
                if (decoder.frame(events.buffer(), events.offset(), events.length(), sink)) return decoder.finish(sink);
                if (!complete && decoder.complete()) {
                    complete = true;
                    limitSilence(body, AFTERWORD);
                }
            }
        } catch (FrameTooLongException e) {
            throw e;
        } catch (IOException e) {
            if (Thread.interrupted()) throw new InterruptedException();
            if (complete) return decoder.finish(sink);
            if (e instanceof InterruptedIOException)
                throw errors.stalled(begun ? limits.idle() : limits.firstByte(), e);
            throw errors.cutOff(e);
        }
        if (decoder.complete()) return decoder.finish(sink);
        throw errors.cutOff(null);
    }

    private static void limitSilence(ResponseBody body, Duration limit) {
        body.source().timeout().timeout(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    private OkHttpClient client() {
        OkHttpClient ready = client;
        if (ready == null) {
            ready = http.client(endpoint.limits().firstByte());
            client = ready;
        }
        return ready;
    }

    /** Bytes that remember whether a connection stood to send them on. */
    private static final class Payload extends RequestBody {

        private final byte[] bytes;
        private volatile boolean sent;

        Payload(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public MediaType contentType() {
            return JSON;
        }

        @Override
        public long contentLength() {
            return bytes.length;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            sent = true;
            sink.write(bytes);
        }
    }
}
