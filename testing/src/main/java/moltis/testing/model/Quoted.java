package moltis.testing.model;

/** Text as a JSON string, without a mapper: the server writes one for each token. */
final class Quoted {

    private Quoted() {}

    static String json(String text) {
        StringBuilder out = new StringBuilder(text.length() + 8).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') out.append('\\').append(c);
            else if (c >= ' ') out.append(c);
            else if (c == '\n') out.append("\\n");
            else out.append(String.format("\\u%04x", (int) c));
        }
        return out.append('"').toString();
    }
}
