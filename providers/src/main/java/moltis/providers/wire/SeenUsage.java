package moltis.providers.wire;

import java.nio.charset.StandardCharsets;
import moltis.core.json.Json;
import moltis.core.model.Protocol;
import moltis.core.model.Usage;
import moltis.core.model.Verbatim;
import tools.jackson.core.JacksonException;

/**
 * Learns from the bytes of an answer what it cost and whether it is complete, without parsing it: vendors tell both at its
 * beginning and its end, which are all that is kept. Made for one answer.
 */
final class SeenUsage {

    private static final String FIELD = "\"usage\"";
    private static final int HEAD = 4 << 10;
    private static final int TAIL = 16 << 10;
    private static final int BYTES_A_TOKEN = 4;

    private final Protocol protocol;
    private final byte[] head = new byte[HEAD];
    private final byte[] tail = new byte[2 * TAIL];
    private int headLength;
    private int tailLength;
    private long lines;

    SeenUsage(Protocol protocol) {
        this.protocol = protocol;
    }

    void add(byte[] bytes, int length) {
        int first = Math.min(length, HEAD - headLength);
        System.arraycopy(bytes, 0, head, headLength, first);
        headLength += first;
        for (int i = 0; i < length; i++) if (bytes[i] == '\n') lines++;
        if (length >= TAIL) {
            System.arraycopy(bytes, length - TAIL, tail, 0, TAIL);
            tailLength = TAIL;
            return;
        }
        if (tailLength + length > tail.length) {
            System.arraycopy(tail, tailLength - TAIL, tail, 0, TAIL);
            tailLength = TAIL;
        }
        System.arraycopy(bytes, 0, tail, tailLength, length);
        tailLength += length;
    }

    /** Whether a stream has come to the end that its protocol knows. */
    boolean ended() {
        String end = end();
        return switch (protocol) {
            case CHAT_COMPLETIONS -> end.contains("[DONE]") || end.contains("\"finish_reason\":\"");
            case MESSAGES -> end.contains("message_stop");
            case RESPONSES ->
                end.contains("response.completed")
                        || end.contains("response.incomplete")
                        || end.contains("response.failed");
        };
    }

    /** What the provider told; where it told nothing, a guess by the size of both sides. */
    Usage usage(Verbatim asked) {
        Usage last = last(end());
        if (protocol == Protocol.MESSAGES) {
            Usage begun = first(new String(head, 0, headLength, StandardCharsets.ISO_8859_1));
            return new Usage(
                    Math.max(last.input(), begun.input()),
                    Math.max(last.output(), begun.output()),
                    Math.max(last.cacheRead(), begun.cacheRead()),
                    Math.max(last.cacheWrite(), begun.cacheWrite()),
                    last.reasoning());
        }
        if (!last.equals(Usage.NONE)) return last;
        // A stream has about one event, of two lines, for each token.
        return new Usage(Math.ceilDiv(asked.body().length, BYTES_A_TOKEN), Math.max(1, lines / 2), 0, 0);
    }

    private String end() {
        return new String(tail, 0, tailLength, StandardCharsets.ISO_8859_1);
    }

    /** The first counters in {@code text} that count anything. */
    private static Usage first(String text) {
        for (int at = text.indexOf(FIELD); at >= 0; at = text.indexOf(FIELD, at + 1)) {
            Usage read = counters(text, at + FIELD.length());
            if (!read.equals(Usage.NONE)) return read;
        }
        return Usage.NONE;
    }

    /** The last ones. */
    private static Usage last(String text) {
        for (int at = text.lastIndexOf(FIELD); at >= 0; at = text.lastIndexOf(FIELD, at - 1)) {
            Usage read = counters(text, at + FIELD.length());
            if (!read.equals(Usage.NONE)) return read;
        }
        return Usage.NONE;
    }

    /** What the object says that follows a colon at {@code from}; nothing if there is none. */
    private static Usage counters(String text, int from) {
        int open = text.indexOf('{', from);
        if (open < 0 || !text.substring(from, open).strip().equals(":")) return Usage.NONE;
        int close = closing(text, open);
        if (close < 0) return Usage.NONE;
        try {
            return UsageCounters.read(Json.parse(text.substring(open, close + 1)));
        } catch (JacksonException onlyLooksLikeIt) {
            return Usage.NONE;
        }
    }

    private static int closing(String text, int open) {
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '{') depth++;
            if (c == '}' && --depth == 0) return i;
        }
        return -1;
    }
}
