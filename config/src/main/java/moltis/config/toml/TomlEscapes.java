package moltis.config.toml;

/** The escapes of a basic string. */
final class TomlEscapes {

    private TomlEscapes() {}

    /** What {@code text}, the inside of a quoted key, stands for; an unknown escape stays as it is. */
    static String resolve(String text) {
        if (text.indexOf('\\') < 0) return text;
        var plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\' || i + 1 == text.length()) {
                plain.append(c);
                continue;
            }
            char escaped = text.charAt(++i);
            int digits = escaped == 'u' ? 4 : escaped == 'U' ? 8 : 0;
            if (digits > 0 && i + digits < text.length() + 1 && isHex(text, i + 1, digits)) {
                plain.appendCodePoint(Integer.parseInt(text.substring(i + 1, i + 1 + digits), 16));
                i += digits;
            } else {
                plain.append(simple(escaped));
            }
        }
        return plain.toString();
    }

    private static boolean isHex(String text, int from, int count) {
        if (from + count > text.length()) return false;
        for (int i = from; i < from + count; i++) if (Character.digit(text.charAt(i), 16) < 0) return false;
        return Character.isValidCodePoint((int) Long.parseLong(text.substring(from, from + count), 16));
    }

    private static String simple(char escaped) {
        return switch (escaped) {
            case 'b' -> "\b";
            case 't' -> "\t";
            case 'n' -> "\n";
            case 'f' -> "\f";
            case 'r' -> "\r";
            case '"', '\\' -> String.valueOf(escaped);
            default -> "\\" + escaped;
        };
    }

    /** {@code text} as a basic string, quotation marks included. */
    static String quote(String text) {
        var quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\b' -> quoted.append("\\b");
                case '\t' -> quoted.append("\\t");
                case '\n' -> quoted.append("\\n");
                case '\f' -> quoted.append("\\f");
                case '\r' -> quoted.append("\\r");
                default -> {
                    if (c < 0x20 || c == 0x7f) quoted.append(String.format("\\u%04X", (int) c));
                    else quoted.append(c);
                }
            }
        }
        return quoted.append('"').toString();
    }
}
