package moltis.providers.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A short cut for the many frames of an answer that differ in one string only. It remembers the bytes before and after
 * that string; a frame with the same bytes around it, and nothing in between that ends a string, means the same, so it
 * need not be parsed. Any other frame takes the long way.
 */
final class TextFrames {

    private final byte[] marker;
    private byte[] before = new byte[0];
    private byte[] after = new byte[0];

    /** @param field the name of the string's field; it must occur once in the frames that are learned */
    TextFrames(String field) {
        this.marker = ("\"" + field + "\":\"").getBytes(StandardCharsets.US_ASCII);
    }

    /** The string of a frame like the one learned, or null. */
    @Nullable String match(byte[] bytes, int offset, int length) {
        int start = before.length;
        int end = length - after.length;
        if (start == 0
                || start > end
                || !Arrays.equals(bytes, offset, offset + start, before, 0, start)
                || !Arrays.equals(bytes, offset + end, offset + length, after, 0, after.length)) return null;
        return text(bytes, offset + start, offset + end);
    }

    /** Remembers a frame that, read in full, meant {@code text} and nothing else. */
    void learn(byte[] bytes, int offset, int length, String text) {
        int start = indexOf(bytes, offset, offset + length, marker);
        if (start < 0) return;
        start += marker.length;
        if (indexOf(bytes, start, offset + length, marker) >= 0) return;
        int end = start;
        while (end < offset + length && bytes[end] != '"') end += bytes[end] == '\\' ? 2 : 1;
        if (end >= offset + length || !text.equals(text(bytes, start, end))) return;
        before = Arrays.copyOfRange(bytes, offset, start);
        after = Arrays.copyOfRange(bytes, end, offset + length);
    }

    /** The string between two quotes, or null if it can't be one or holds a rare escape. */
    private static @Nullable String text(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (b == '"' || b >= 0 && b < ' ') return null;
            if (b == '\\') return unescaped(bytes, from, i, to);
        }
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    private static @Nullable String unescaped(byte[] bytes, int from, int firstEscape, int to) {
        byte[] out = new byte[to - from];
        System.arraycopy(bytes, from, out, 0, firstEscape - from);
        int length = firstEscape - from;
        for (int i = firstEscape; i < to; i++) {
            byte b = bytes[i];
            if (b == '"' || b >= 0 && b < ' ') return null;
            if (b == '\\') {
                if (++i == to) return null;
                switch (bytes[i]) {
                    case '"', '\\', '/' -> b = bytes[i];
                    case 'n' -> b = '\n';
                    case 't' -> b = '\t';
                    case 'r' -> b = '\r';
                    default -> {
                        return null;
                    }
                }
            }
            out[length++] = b;
        }
        return new String(out, 0, length, StandardCharsets.UTF_8);
    }

    private static int indexOf(byte[] bytes, int from, int to, byte[] wanted) {
        for (int i = from; i <= to - wanted.length; i++) {
            if (bytes[i] == wanted[0] && Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) return i;
        }
        return -1;
    }
}
