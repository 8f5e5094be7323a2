package moltis.gateway.v1.anthropic;

import java.util.Optional;
import moltis.core.model.Protocol;
import moltis.gateway.v1.AnswerHead;
import moltis.gateway.v1.AnswerWriter;
import moltis.gateway.v1.Dialect;
import moltis.gateway.v1.Failure;
import moltis.gateway.v1.Outlet;
import moltis.gateway.v1.Question;
import tools.jackson.databind.JsonNode;

/** Anthropic's Messages. */
public final class MessagesDialect implements Dialect {

    @Override
    public String name() {
        return "anthropic";
    }

    @Override
    public Optional<Protocol> protocol() {
        return Optional.of(Protocol.MESSAGES);
    }

    @Override
    public Question read(JsonNode body) {
        return MessagesQuestion.read(body);
    }

    @Override
    public AnswerWriter stream(AnswerHead head, Outlet outlet) {
        return new MessagesStream(head, outlet);
    }

    @Override
    public AnswerWriter whole(AnswerHead head, Outlet outlet) {
        return new MessagesWhole(head, outlet);
    }

    @Override
    public byte[] error(Failure failure) {
        return MessagesErrors.body(failure);
    }

    @Override
    public byte[] errorFrame(Failure failure) {
        return MessagesErrors.frame(failure);
    }
}
