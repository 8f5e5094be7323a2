package moltis.gateway.v1;

import java.io.IOException;
import moltis.core.json.Json;
import moltis.core.model.ChatRequest;
import moltis.core.model.ContentPart;
import moltis.core.model.Message;
import moltis.core.model.ToolCall;
import moltis.core.model.ToolSpec;
import moltis.gateway.http.Exchange;

/**
 * {@code POST /v1/messages/count_tokens}: {@code {input_tokens}}. A guess, since most providers can't be asked; programs
 * use it to see whether a request still fits.
 */
final class TokenCount {

    private static final int CHARS_A_TOKEN = 4;
    private static final int MESSAGE = 4;
    private static final int PICTURE = 1_600;

    private final Dialect dialect;

    TokenCount(Dialect dialect) {
        this.dialect = dialect;
    }

    void count(Exchange exchange) throws IOException {
        Envelope envelope = Envelope.read(exchange.body(ModelCalls.BODY_LIMIT), false);
        ChatRequest request =
                dialect.read(Json.MAPPER.readTree(envelope.body())).request();
        exchange.json(200, Json.object().put("input_tokens", tokens(request)));
    }

    private static long tokens(ChatRequest request) {
        long chars = 0;
        long tokens = 0;
        for (Message message : request.messages()) {
            tokens += MESSAGE;
            switch (message) {
                case Message.System(var text) -> chars += text.length();
                case Message.User(var parts, var _) -> {
                    for (ContentPart part : parts) tokens += tokens(part);
                }
                case Message.Assistant(var text, var _, var calls) -> {
                    chars += text.length();
                    for (ToolCall call : calls)
                        chars += call.name().length()
                                + call.arguments().toString().length();
                }
                case Message.ToolAnswer(var _, var parts, var _) -> {
                    for (ContentPart part : parts) tokens += tokens(part);
                }
            }
        }
        for (ToolSpec tool : request.tools())
            chars += tool.name().length()
                    + tool.description().length()
                    + tool.parameters().toString().length();
        return tokens + Math.ceilDiv(chars, CHARS_A_TOKEN);
    }

    private static long tokens(ContentPart part) {
        return switch (part) {
            case ContentPart.Text(var text) -> Math.ceilDiv(text.length(), CHARS_A_TOKEN);
            case ContentPart.Image _ -> PICTURE;
        };
    }
}
