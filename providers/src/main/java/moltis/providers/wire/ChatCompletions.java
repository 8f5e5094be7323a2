package moltis.providers.wire;

import java.util.UUID;
import moltis.core.model.ChatRequest;
import moltis.core.model.Completion;
import moltis.core.model.EventSink;
import moltis.core.model.ModelId;
import moltis.net.HttpClients;

/** OpenAI's Chat Completions protocol, streamed ({@code POST <base>/chat/completions}), as OpenAI and many others speak it. */
public final class ChatCompletions implements Wire {

    private final Endpoint endpoint;
    private final ModelId id;
    private final ProviderErrors errors;
    private final ChatBody encoder;
    private final StreamCall call;
    private final VerbatimCall verbatim;

    public ChatCompletions(HttpClients http, Endpoint endpoint, ModelId id, ChatTraits traits) {
        this.endpoint = endpoint;
        this.id = id;
        this.errors = new ProviderErrors(endpoint.provider(), endpoint.displayName());
        this.encoder = new ChatBody(id.name(), traits, errors);
        this.call = new StreamCall(http, endpoint);
        this.verbatim = new VerbatimCall(http, endpoint, id);
    }

    @Override
    public Completion stream(ChatRequest request, Access access, EventSink sink) throws InterruptedException {
        ProviderErrors explained = errors.facing(access);
        if (request.verbatim().isPresent())
            return verbatim.run(
                    access.bearing("/chat/completions"), request.verbatim().get(), explained, sink);
        byte[] body = encoder.encode(request);
        var decoder = new ChatDecoder(id, explained, ChatCompletions::newCallId);
        return call.run(access.bearing("/chat/completions"), body, decoder, explained, sink);
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    /** For calls that came without an id. */
    private static String newCallId() {
        return "call_" + UUID.randomUUID().toString().replace("-", "");
    }
}
