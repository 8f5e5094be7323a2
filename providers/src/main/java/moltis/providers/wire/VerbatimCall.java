package moltis.providers.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import moltis.core.model.Completion;
import moltis.core.model.EventSink;
import moltis.core.model.ModelId;
import moltis.core.model.StopReason;
import moltis.core.model.StreamEvent;
import moltis.core.model.Verbatim;
import moltis.net.BoundedBody;
import moltis.net.HttpClients;
import okhttp3.Call;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/** Sends a request as it came and hands the answer on as it comes. Refusals are explained as all others. */
final class VerbatimCall {

    private static final MediaType JSON = MediaType.get("application/json");
    private static final int ERROR_BODY = 64 << 10;
    private static final int PIECE = 16 << 10;

    private final HttpClients http;
    private final Endpoint endpoint;
    private final ModelId id;
    private volatile @Nullable OkHttpClient client;

    VerbatimCall(HttpClients http, Endpoint endpoint, ModelId id) {
        this.http = http;
        this.endpoint = endpoint;
        this.id = id;
    }

    Completion run(Request.Builder head, Verbatim verbatim, ProviderErrors errors, EventSink sink)
            throws InterruptedException {
        verbatim.headers().forEach(head::header);
        Call call = client().newCall(head.header("Accept", verbatim.stream() ? "text/event-stream" : "application/json")
                .header("Accept-Encoding", "identity")
                .post(RequestBody.create(verbatim.body(), JSON))
                .build());
        boolean whole = false;
        boolean[] begun = new boolean[1];
        try (Response response = call.execute()) {
            Completion completion = relay(response, verbatim, errors, sink, begun);
            whole = true;
            return completion;
        } catch (IOException e) {
            if (Thread.interrupted()) throw new InterruptedException();
            if (e instanceof InterruptedIOException)
                throw errors.stalled(endpoint.limits().idle(), e);
            throw begun[0] ? errors.cutOff(e) : errors.unreachable(e);
        } finally {
            if (!whole) call.cancel();
        }
    }

    private Completion relay(
            Response response, Verbatim verbatim, ProviderErrors errors, EventSink sink, boolean[] begun)
            throws IOException, InterruptedException {
        ResponseBody body = response.body();
        if (!response.isSuccessful())
            throw errors.refused(response.code(), response.headers(), BoundedBody.beginning(body, ERROR_BODY));
        MediaType type = body.contentType();
        String subtype = type == null ? "" : type.subtype();
        boolean fits = subtype.equals(verbatim.stream() ? "event-stream" : "json");
        if (!fits) throw errors.notAStream(BoundedBody.beginning(body, ERROR_BODY));
        var seen = new SeenUsage(verbatim.protocol());
        byte[] piece = new byte[PIECE];
        InputStream in = body.byteStream();
        long left = endpoint.limits().answerBytes();
        for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
            if (!begun[0]) {
                begun[0] = true;
                body.source().timeout().timeout(endpoint.limits().idle().toNanos(), TimeUnit.NANOSECONDS);
                verbatim.receiver().begin(String.valueOf(type), meaningful(response.headers()));
                sink.accept(new StreamEvent.Text(""));
            }
            left -= read;
            if (left < 0)
                throw errors.oversized(
                        new FrameTooLongException(endpoint.limits().answerBytes()));
            seen.add(piece, read);
            verbatim.receiver().bytes(piece, 0, read);
        }
        if (verbatim.stream() ? !seen.ended() : !begun[0]) throw errors.cutOff(null);
        return new Completion(id, StopReason.END, seen.usage(verbatim));
    }

    /** What tells a client about limits and where to look a request up; nothing about the account. */
    private static Map<String, String> meaningful(Headers headers) {
        Map<String, String> kept = new HashMap<>();
        for (String name : headers.names()) {
            String lower = name.toLowerCase(Locale.ROOT);
            boolean meant = lower.equals("request-id")
                    || lower.startsWith("x-ratelimit-")
                    || lower.startsWith("anthropic-ratelimit-")
                    || lower.equals("openai-processing-ms")
                    || lower.equals("openai-version");
            String value = headers.get(name);
            if (meant && value != null) kept.put(lower, value);
        }
        return kept;
    }

    private OkHttpClient client() {
        OkHttpClient ready = client;
        if (ready == null) {
            ready = http.client(endpoint.limits().firstByte());
            client = ready;
        }
        return ready;
    }
}
