package moltis.gateway.v1.openai;

import java.util.Optional;
import moltis.core.model.Protocol;
import moltis.gateway.v1.AnswerHead;
import moltis.gateway.v1.AnswerWriter;
import moltis.gateway.v1.Dialect;
import moltis.gateway.v1.Failure;
import moltis.gateway.v1.Outlet;
import moltis.gateway.v1.Question;
import tools.jackson.databind.JsonNode;

/** OpenAI's Chat Completions. */
public final class ChatDialect implements Dialect {

    @Override
    public String name() {
        return "openai-chat";
    }

    @Override
    public Optional<Protocol> protocol() {
        return Optional.of(Protocol.CHAT_COMPLETIONS);
    }

    @Override
    public Question read(JsonNode body) {
        return ChatQuestion.read(body);
    }

    @Override
    public AnswerWriter stream(AnswerHead head, Outlet outlet) {
        return new ChatStream(head, outlet);
    }

    @Override
    public AnswerWriter whole(AnswerHead head, Outlet outlet) {
        return new ChatWhole(head, outlet);
    }

    @Override
    public byte[] error(Failure failure) {
        return OpenAiErrors.body(failure);
    }

    @Override
    public byte[] errorFrame(Failure failure) {
        return OpenAiErrors.frame(failure);
    }
}
