package moltis.providers.wire;

import java.util.Optional;
import java.util.UUID;
import moltis.core.Secret;
import moltis.core.model.ChatModel;
import moltis.core.model.ChatRequest;
import moltis.core.model.Completion;
import moltis.core.model.EventSink;
import moltis.core.model.ModelId;
import moltis.net.HttpClients;
import okhttp3.Request;

/** OpenAI's Chat Completions protocol, streamed ({@code POST <base>/chat/completions}), as OpenAI and many others speak it. */
public final class ChatCompletions implements ChatModel {

    private final Endpoint endpoint;
    private final ModelId id;
    private final ProviderErrors errors;
    private final ChatBody encoder;
    private final StreamCall call;

    public ChatCompletions(HttpClients http, Endpoint endpoint, ModelId id, ChatTraits traits) {
        this.endpoint = endpoint;
        this.id = id;
        this.errors = new ProviderErrors(endpoint.provider(), endpoint.displayName());
        this.encoder = new ChatBody(id.name(), traits, errors);
        this.call = new StreamCall(http, endpoint);
    }

    @Override
    public Completion stream(ChatRequest request, EventSink sink) throws InterruptedException {
        byte[] body = encoder.encode(request);
        Request.Builder head = new Request.Builder().url(endpoint.url("/chat/completions"));
        Optional<Secret> credential = endpoint.credential().current();
        credential.ifPresent(key -> head.header("Authorization", "Bearer " + key.reveal()));
        ProviderErrors explained = errors.hiding(credential);
        return call.run(head, body, new ChatDecoder(id, explained, ChatCompletions::newCallId), explained, sink);
    }

    /** For calls that came without an id. */
    private static String newCallId() {
        return "call_" + UUID.randomUUID().toString().replace("-", "");
    }
}
