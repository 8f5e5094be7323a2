package moltis.providers.wire;

import moltis.core.model.ChatRequest;
import moltis.core.model.Completion;
import moltis.core.model.EventSink;
import moltis.core.model.ModelId;
import moltis.net.HttpClients;

/** OpenAI's Responses protocol, streamed ({@code POST <base>/responses}), without any state at the vendor. */
public final class OpenAiResponses implements Wire {

    private final Endpoint endpoint;
    private final ModelId id;
    private final ResponsesForm form;
    private final ProviderErrors errors;
    private final ResponsesBody encoder;
    private final StreamCall call;
    private final VerbatimCall verbatim;

    public OpenAiResponses(HttpClients http, Endpoint endpoint, ModelId id, ResponsesForm form) {
        this.endpoint = endpoint;
        this.id = id;
        this.form = form;
        this.errors = new ProviderErrors(endpoint.provider(), endpoint.displayName());
        this.encoder = new ResponsesBody(id.name(), form, errors);
        this.call = new StreamCall(http, endpoint);
        this.verbatim = new VerbatimCall(http, endpoint, id);
    }

    @Override
    public Completion stream(ChatRequest request, Access access, EventSink sink) throws InterruptedException {
        ProviderErrors explained = errors.facing(access);
        if (request.verbatim().isPresent())
            return verbatim.run(
                    form.located(access).bearing(""), request.verbatim().get(), explained, sink);
        byte[] body = encoder.encode(request);
        return call.run(form.located(access).bearing(""), body, new ResponsesDecoder(id, explained), explained, sink);
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }
}
