package moltis.gateway.v1.responses;

import java.util.Locale;
import java.util.Optional;
import moltis.core.model.Protocol;
import moltis.gateway.json.JsonBytes;
import moltis.gateway.v1.AnswerHead;
import moltis.gateway.v1.AnswerWriter;
import moltis.gateway.v1.Dialect;
import moltis.gateway.v1.Failure;
import moltis.gateway.v1.Outlet;
import moltis.gateway.v1.Question;
import moltis.gateway.v1.openai.OpenAiErrors;
import tools.jackson.databind.JsonNode;

/** OpenAI's Responses, without any state here: a program sends the whole conversation. */
public final class ResponsesDialect implements Dialect {

    @Override
    public String name() {
        return "openai-responses";
    }

    @Override
    public Optional<Protocol> protocol() {
        return Optional.of(Protocol.RESPONSES);
    }

    @Override
    public Question read(JsonNode body) {
        return ResponsesQuestion.read(body);
    }

    @Override
    public AnswerWriter stream(AnswerHead head, Outlet outlet) {
        return new ResponsesStream(head, outlet);
    }

    @Override
    public AnswerWriter whole(AnswerHead head, Outlet outlet) {
        return new ResponsesWhole(head, outlet);
    }

    @Override
    public byte[] error(Failure failure) {
        return OpenAiErrors.body(failure);
    }

    @Override
    public byte[] errorFrame(Failure failure) {
        return new JsonBytes()
                .raw("event: error\ndata: {\"type\":\"error\",\"code\":\"")
                .escaped(failure.code().toLowerCase(Locale.ROOT))
                .raw("\",\"message\":\"")
                .escaped(failure.message())
                .raw("\",\"param\":null,\"sequence_number\":0}\n\n")
                .toBytes();
    }
}
