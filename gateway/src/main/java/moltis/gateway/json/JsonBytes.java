package moltis.gateway.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes one JSON object straight into UTF-8 bytes: no tree, no reflection, no second copy. Half a surrogate pair is
 * escaped, so that text which a model split inside a character is whole again once the client has joined it. Not safe
 * for use by many threads.
 */
public final class JsonBytes {

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int START = 128;

    private byte[] bytes = new byte[START];
    private int length;

    /** Adds text that is valid JSON where it stands, ASCII only. */
    public JsonBytes raw(String ascii) {
        int end = ascii.length();
        ensure(end);
        for (int i = 0; i < end; i++) bytes[length++] = (byte) ascii.charAt(i);
        return this;
    }

    public JsonBytes raw(byte[] json) {
        ensure(json.length);
        System.arraycopy(json, 0, bytes, length, json.length);
        length += json.length;
        return this;
    }

    /** Adds a member whose value is text. {@code name} needs no escapes. */
    public JsonBytes text(String name, String value) {
        return name(name).raw("\"").escaped(value).raw("\"");
    }

    public JsonBytes textIfPresent(String name, @Nullable String value) {
        return value == null ? this : text(name, value);
    }

    public JsonBytes number(String name, long value) {
        return name(name).raw(Long.toString(value));
    }

    public JsonBytes numberIfPresent(String name, @Nullable Long value) {
        return value == null ? this : number(name, value);
    }

    public JsonBytes flag(String name, boolean value) {
        return name(name).raw(value ? "true" : "false");
    }

    /** Adds a member whose value is JSON already. */
    public JsonBytes json(String name, String json) {
        return name(name).raw(json.getBytes(StandardCharsets.UTF_8));
    }

    public JsonBytes open() {
        return raw("{");
    }

    public JsonBytes close() {
        return raw("}");
    }

    /** Adds a member's name, with a comma when something stands before it in the same object. */
    public JsonBytes name(String name) {
        if (length > 0 && bytes[length - 1] != '{') raw(",");
        return raw("\"").raw(name).raw("\":");
    }

    /** Adds the inside of a JSON string. */
    public JsonBytes escaped(String text) {
        int end = text.length();
        ensure(end);
        int i = 0;
        // What most text consists of, without a look at the room: it was made above.
        for (char c; i < end && (c = text.charAt(i)) >= 0x20 && c < 0x7f && c != '"' && c != '\\'; i++)
            bytes[length++] = (byte) c;
        for (; i < end; i++) {
            char c = text.charAt(i);
            if (c < 0x80) ascii(c);
            else if (c < 0x800) two(c);
            else if (!Character.isSurrogate(c)) three(c);
            else if (Character.isHighSurrogate(c) && i + 1 < end && Character.isLowSurrogate(text.charAt(i + 1)))
                four(Character.toCodePoint(c, text.charAt(++i)));
            else unicodeEscape(c);
        }
        return this;
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    private void ascii(char c) {
        switch (c) {
            case '"' -> escape('"');
            case '\\' -> escape('\\');
            case '\n' -> escape('n');
            case '\r' -> escape('r');
            case '\t' -> escape('t');
            default -> {
                if (c < 0x20) {
                    unicodeEscape(c);
                } else {
                    ensure(1);
                    bytes[length++] = (byte) c;
                }
            }
        }
    }

    private void escape(char c) {
        ensure(2);
        bytes[length++] = '\\';
        bytes[length++] = (byte) c;
    }

    private void unicodeEscape(char c) {
        ensure(6);
        bytes[length++] = '\\';
        bytes[length++] = 'u';
        for (int shift = 12; shift >= 0; shift -= 4) bytes[length++] = HEX[(c >> shift) & 0xf];
    }

    private void two(char c) {
        ensure(2);
        bytes[length++] = (byte) (0xc0 | (c >> 6));
        bytes[length++] = (byte) (0x80 | (c & 0x3f));
    }

    private void three(char c) {
        ensure(3);
        bytes[length++] = (byte) (0xe0 | (c >> 12));
        bytes[length++] = (byte) (0x80 | ((c >> 6) & 0x3f));
        bytes[length++] = (byte) (0x80 | (c & 0x3f));
    }

    private void four(int codePoint) {
        ensure(4);
        bytes[length++] = (byte) (0xf0 | (codePoint >> 18));
        bytes[length++] = (byte) (0x80 | ((codePoint >> 12) & 0x3f));
        bytes[length++] = (byte) (0x80 | ((codePoint >> 6) & 0x3f));
        bytes[length++] = (byte) (0x80 | (codePoint & 0x3f));
    }

    private void ensure(int more) {
        if (length + more > bytes.length) bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
}
