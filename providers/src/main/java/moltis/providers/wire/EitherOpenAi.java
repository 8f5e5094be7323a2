package moltis.providers.wire;

import java.util.function.Predicate;
import moltis.core.ProviderException;
import moltis.core.model.ChatRequest;
import moltis.core.model.Completion;
import moltis.core.model.EventSink;
import moltis.core.model.Protocol;

/**
 * A model of a vendor that speaks both of OpenAI's protocols: Chat Completions, unless the request needs Responses or the
 * vendor says that this model is behind Responses only, which is remembered.
 */
final class EitherOpenAi implements Wire {

    private final ChatCompletions chat;
    private final OpenAiResponses responses;
    private final Predicate<ChatRequest> needsResponses;
    private volatile boolean responsesOnly;

    EitherOpenAi(ChatCompletions chat, OpenAiResponses responses, Predicate<ChatRequest> needsResponses) {
        this.chat = chat;
        this.responses = responses;
        this.needsResponses = needsResponses;
    }

    @Override
    public Completion stream(ChatRequest request, Access access, EventSink sink) throws InterruptedException {
        if (request.verbatim().isPresent())
            return request.verbatim().get().protocol() == Protocol.RESPONSES
                    ? responses.stream(request, access, sink)
                    : chat.stream(request, access, sink);
        if (responsesOnly || needsResponses.test(request)) return responses.stream(request, access, sink);
        try {
            return chat.stream(request, access, sink);
        } catch (ProviderException refused) {
            // A refusal by status comes before the first piece, so nothing is delivered twice.
            if (refused.status() < 400 || !(refused.getCause() instanceof OtherProtocolException)) throw refused;
        }
        Completion completion = responses.stream(request, access, sink);
        responsesOnly = true;
        return completion;
    }

    @Override
    public Endpoint endpoint() {
        return chat.endpoint();
    }
}
