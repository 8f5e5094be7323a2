package moltis.providers;

import moltis.core.ErrorCode;
import moltis.core.ProviderException;
import moltis.core.model.ChatModel;
import moltis.core.model.ChatRequest;
import moltis.core.model.Completion;
import moltis.core.model.EventSink;

/** A model whose outcome is noted; nothing is added to the way of its tokens. */
final class ObservedModel implements ChatModel {

    /** Learns how each request ended. */
    interface Observer {
        void answered();

        void failed(ProviderException why);
    }

    private final ChatModel model;
    private final Observer observer;

    ObservedModel(ChatModel model, Observer observer) {
        this.model = model;
        this.observer = observer;
    }

    @Override
    public Completion stream(ChatRequest request, EventSink sink) throws InterruptedException {
        Completion completion;
        try {
            completion = model.stream(request, sink);
        } catch (ProviderException e) {
            if (e.code() != ErrorCode.CANCELLED) observer.failed(e);
            throw e;
        }
        observer.answered();
        return completion;
    }
}
