package moltis.providers.wire;

import moltis.core.ProviderException;
import moltis.core.model.ChatModel;
import moltis.core.model.ChatRequest;
import moltis.core.model.Completion;
import moltis.core.model.EventSink;
import moltis.core.model.StreamEvent;
import moltis.providers.CredentialSource;
import moltis.providers.SignInToken;
import moltis.providers.table.ProviderRow;

/**
 * A model behind a sign-in. Each request asks for the token of the moment; when the provider refuses it before the first
 * piece of an answer, it is renewed once and the request made once more.
 */
final class SignedInModel implements ChatModel {

    private static final int REFUSED = 401;
    /** This server doesn't serve this account: a new token may name another. */
    private static final int MISDIRECTED = 421;

    private final CredentialSource signIn;
    private final ProviderRow row;
    private final String baseUrl;
    private final Wire wire;

    SignedInModel(CredentialSource signIn, ProviderRow row, String baseUrl, Wire wire) {
        this.signIn = signIn;
        this.row = row;
        this.baseUrl = baseUrl;
        this.wire = wire;
    }

    @Override
    public Completion stream(ChatRequest request, EventSink sink) throws InterruptedException {
        SignInToken token = signIn.current();
        Access access = SignedInAccess.of(row, baseUrl, token, request);
        var watched = new Watched(sink);
        try {
            return wire.stream(request, access, watched);
        } catch (ProviderException refused) {
            boolean mayMend = refused.status() == REFUSED || refused.status() == MISDIRECTED;
            if (watched.began || !mayMend) throw refused;
            Access fresh = SignedInAccess.of(row, baseUrl, signIn.renewed(token.token()), request);
            if (refused.status() == MISDIRECTED && fresh.baseUrl().equals(access.baseUrl())) throw refused;
            return wire.stream(request, fresh, sink);
        }
    }

    /** Remembers whether anything came. */
    private static final class Watched implements EventSink {

        private final EventSink sink;
        private boolean began;

        private Watched(EventSink sink) {
            this.sink = sink;
        }

        @Override
        public void accept(StreamEvent event) throws InterruptedException {
            began = true;
            sink.accept(event);
        }
    }
}
