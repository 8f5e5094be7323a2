package moltis.gateway.v1;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import moltis.core.model.AnswerTerms;
import moltis.core.model.ChatRequest;
import moltis.core.model.Completion;
import moltis.core.model.Message;
import moltis.core.model.OpenedModel;
import moltis.core.model.Protocol;
import moltis.core.model.ToolChoice;
import moltis.core.model.Verbatim;

/** A call of which both sides speak the same protocol: bytes go through as they are, only name and key are others. */
final class PassThrough {

    /** What providers read besides the body. Keys and accounts of the client are not among them. */
    private static final List<String> HEADERS =
            List.of("anthropic-version", "anthropic-beta", "openai-beta", "idempotency-key", "x-client-request-id");

    private PassThrough() {}

    static boolean fits(OpenedModel model, Dialect dialect) {
        return model.effort().isEmpty()
                && dialect.protocol().filter(model.verbatim()::contains).isPresent();
    }

    static Completion run(OpenedModel model, Call call, Outlet outlet) throws InterruptedException {
        Protocol protocol = call.dialect().protocol().orElseThrow();
        Envelope envelope = call.envelope();
        Map<String, String> headers = new HashMap<>();
        for (String name : HEADERS) call.exchange().header(name).ifPresent(value -> headers.put(name, value));
        var verbatim = new Verbatim(
                protocol,
                envelope.asking(model.card().id().name()),
                headers,
                envelope.stream(),
                new Verbatim.Receiver() {

                    @Override
                    public void begin(String contentType, Map<String, String> theirs) {
                        theirs.forEach(outlet::set);
                        outlet.begin(200, contentType);
                    }

                    @Override
                    public void bytes(byte[] bytes, int offset, int length) throws InterruptedException {
                        outlet.write(bytes, offset, length);
                    }
                });
        // For the estimate of its cost alone: a copy, and no decoding.
        String size = new String(envelope.body(), StandardCharsets.ISO_8859_1);
        Optional<Integer> limit = envelope.outputTokens() == 0
                ? Optional.empty()
                : Optional.of(Math.clamp(envelope.outputTokens(), 1, Integer.MAX_VALUE));
        var request = new ChatRequest(
                List.of(Message.User.text(size)),
                List.of(),
                ToolChoice.AUTO,
                Optional.empty(),
                limit,
                AnswerTerms.NONE,
                Optional.of(verbatim),
                call.context());
        Completion completion = model.model().stream(request, _ -> {});
        outlet.end();
        return completion;
    }
}
