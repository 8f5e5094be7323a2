package moltis.agent;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes out of a tool result what a model can't read, and cuts it to a bearable length. */
final class ToolResultText {

    private static final int ENCODED = 200;
    private static final Pattern DATA_URI =
            Pattern.compile("data:([\\w.+-]+/[\\w.+-]+)[\\w;=.+-]*;base64,([A-Za-z0-9+/=]{" + ENCODED + ",})");
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{" + ENCODED + ",}");

    private ToolResultText() {}

    /** Never blank: an empty tool answer is refused by some vendors. */
    static String clean(String text, int maxBytes) {
        if (text.isBlank()) return "(empty)";
        String readable = text.length() < ENCODED ? text : withoutHex(withoutDataUris(text));
        return cut(readable, maxBytes);
    }

    private static String withoutDataUris(String text) {
        if (!text.contains(";base64,")) return text;
        return DATA_URI.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group(1).startsWith("image/")
                                ? "[screenshot captured and displayed in UI]"
                                : "[" + found.group(1) + " data removed — "
                                        + found.group(2).length() * 3L / 4 + " bytes]"));
    }

    private static String withoutHex(String text) {
        return HEX.matcher(text)
                .replaceAll(found -> "[hex data removed — " + found.group().length() + " chars]");
    }

    private static String cut(String text, int maxBytes) {
        if (maxBytes <= 0 || text.length() <= maxBytes / 3) return text;
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= maxBytes) return text;
        int end = maxBytes;
        while (end > 0 && (bytes[end] & 0xC0) == 0x80) end--;
        return new String(bytes, 0, end, StandardCharsets.UTF_8) + "[truncated — " + bytes.length + " bytes total]";
    }
}
