package moltis.ledger;

import moltis.core.model.ChatRequest;
import moltis.core.model.ContentPart;
import moltis.core.model.Message;
import moltis.core.model.ReasoningEffort;
import moltis.core.model.ToolCall;
import moltis.core.model.ToolSpec;
import moltis.core.model.Usage;

/** How many tokens a request will take, guessed before anybody has counted them; rather too many than too few. */
final class Estimate {

    private static final int CHARS_A_TOKEN = 3;
    private static final int PICTURE = 1_600;
    private static final int MESSAGE = 8;
    private static final long ANSWER = 4_096;

    private Estimate() {}

    static long input(ChatRequest request) {
        long chars = 0;
        long tokens = 0;
        for (Message message : request.messages()) {
            tokens += MESSAGE;
            switch (message) {
                case Message.System(var text) -> chars += text.length();
                case Message.User user -> {
                    chars += chars(user.parts());
                    tokens += pictures(user.parts());
                }
                case Message.Assistant said -> {
                    chars += said.text().length();
                    for (ToolCall call : said.calls())
                        chars += call.name().length()
                                + call.arguments().toString().length();
                }
                case Message.ToolAnswer answer -> {
                    chars += chars(answer.parts());
                    tokens += pictures(answer.parts());
                }
            }
        }
        for (ToolSpec tool : request.tools())
            chars += tool.name().length()
                    + tool.description().length()
                    + tool.parameters().toString().length();
        return tokens + Math.ceilDiv(chars, CHARS_A_TOKEN);
    }

    /** What an answer usually takes; a longer one is counted in full when it is there. */
    static long output(ChatRequest request) {
        long thinking = request.effort().map(Estimate::thinking).orElse(0L);
        return request.maxOutputTokens()
                .map(most -> Math.min(most, ANSWER + thinking))
                .orElse(ANSWER + thinking);
    }

    /** What a call took that ended before the provider told it. @param chars how much of the answer had come */
    static Usage broken(ChatRequest request, long chars) {
        return new Usage(input(request), Math.ceilDiv(chars, CHARS_A_TOKEN), 0, 0);
    }

    private static long thinking(ReasoningEffort effort) {
        return switch (effort) {
            case MINIMAL -> 1_024;
            case LOW -> 4_096;
            case MEDIUM -> 10_240;
            case HIGH -> 32_768;
            case XHIGH -> 65_536;
        };
    }

    private static long chars(Iterable<ContentPart> parts) {
        long chars = 0;
        for (ContentPart part : parts) if (part instanceof ContentPart.Text(var text)) chars += text.length();
        return chars;
    }

    private static long pictures(Iterable<ContentPart> parts) {
        long tokens = 0;
        for (ContentPart part : parts) if (part instanceof ContentPart.Image) tokens += PICTURE;
        return tokens;
    }
}
