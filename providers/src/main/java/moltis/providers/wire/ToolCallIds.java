package moltis.providers.wire;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Writes call ids so that every vendor takes them: at most 40 letters, digits, {@code _} and {@code -}, each once in a
 * request, however foreign the id or often a model used it. The same history always gets the same ids. One instance
 * serves one request.
 */
final class ToolCallIds {

    /** Which ids a vendor takes. */
    enum Form {
        UP_TO_40,
        EXACTLY_9
    }

    private static final int LONGEST = 40;
    private static final int KEPT = 23;
    private static final int SHORT = 9;

    private final Map<String, String> current = new HashMap<>();
    private final Set<String> used = new HashSet<>();

    private final Form form;

    ToolCallIds(Form form) {
        this.form = form;
    }

    /** The id of a call; results that follow refer to it. */
    String ofCall(String raw) {
        String free = wanted(raw);
        for (int n = 1; !used.add(free); n++) free = numbered(raw, n);
        current.put(raw, free);
        return free;
    }

    /** The id that the latest call with this raw id got. */
    String ofAnswer(String raw) {
        String known = current.get(raw);
        return known == null ? wanted(raw) : known;
    }

    private String wanted(String raw) {
        return switch (form) {
            case UP_TO_40 -> clean(raw);
            case EXACTLY_9 -> raw.matches("[A-Za-z0-9]{9}") ? raw : nine(raw);
        };
    }

    private String numbered(String raw, int n) {
        if (form == Form.EXACTLY_9) return nine(raw + "-" + n);
        String suffix = "-" + n;
        String clean = clean(raw);
        return clean.substring(0, Math.min(clean.length(), LONGEST - suffix.length())) + suffix;
    }

    private static String nine(String text) {
        return String.format("%016x", hash(text)).substring(16 - SHORT);
    }

    private static String clean(String raw) {
        if (raw.isEmpty()) return "call";
        StringBuilder out = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            boolean plain =
                    c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-';
            out.append(plain ? c : '_');
        }
        if (out.length() <= LONGEST) return out.toString();
        return out.substring(0, KEPT) + "-" + String.format("%016x", hash(raw));
    }

    /** FNV-1a, which is the same on every machine. */
    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        return hash;
    }
}
