package moltis.providers.wire;

import moltis.core.model.ChatRequest;
import moltis.core.model.Completion;
import moltis.core.model.EventSink;
import moltis.core.model.ModelId;
import moltis.net.HttpClients;
import okhttp3.Request;

/** Anthropic's Messages protocol, streamed ({@code POST /v1/messages}, version 2023-06-01). */
public final class AnthropicMessages implements Wire {

    private static final String VERSION = "2023-06-01";

    private final Endpoint endpoint;
    private final ModelId id;
    private final ProviderErrors errors;
    private final AnthropicRequest encoder;
    private final StreamCall call;
    private final VerbatimCall verbatim;

    public AnthropicMessages(HttpClients http, Endpoint endpoint, ModelId id, AnthropicOptions options) {
        this.endpoint = endpoint;
        this.id = id;
        this.errors = new ProviderErrors(endpoint.provider(), endpoint.displayName());
        this.encoder = new AnthropicRequest(id.name(), options, errors);
        this.call = new StreamCall(http, endpoint);
        this.verbatim = new VerbatimCall(http, endpoint, id);
    }

    @Override
    public Completion stream(ChatRequest request, Access access, EventSink sink) throws InterruptedException {
        Request.Builder head = access.to("/v1/messages").header("anthropic-version", VERSION);
        access.token().ifPresent(key -> head.header("x-api-key", key.reveal()));
        ProviderErrors explained = errors.facing(access);
        if (request.verbatim().isPresent())
            return verbatim.run(head, request.verbatim().get(), explained, sink);
        byte[] body = encoder.encode(request);
        return call.run(head, body, new AnthropicDecoder(id, explained), explained, sink);
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }
}
