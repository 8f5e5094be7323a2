package moltis.providers.wire;

import moltis.core.model.ChatModel;
import moltis.core.model.ChatRequest;
import moltis.core.model.Completion;
import moltis.core.model.EventSink;

/** A model behind a protocol that can be spoken with any credential, not only the endpoint's own. */
interface Wire extends ChatModel {

    /** As {@link ChatModel#stream}, with this credential at this address. */
    Completion stream(ChatRequest request, Access access, EventSink sink) throws InterruptedException;

    Endpoint endpoint();

    @Override
    default Completion stream(ChatRequest request, EventSink sink) throws InterruptedException {
        return stream(request, endpoint().access(), sink);
    }
}
