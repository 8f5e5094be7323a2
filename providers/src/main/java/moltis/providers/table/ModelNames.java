package moltis.providers.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Readable names for model ids whose vendor gave none. */
public final class ModelNames {

    private ModelNames() {}

    /** {@code gpt-5.2-chat-latest} gives {@code GPT-5.2 Chat Latest}, {@code glm-4.6v} {@code GLM-4.6V (Vision)}. */
    public static String of(String id) {
        if (id.startsWith("claude-")) return claude(id);
        if (id.startsWith("gpt-")) return "GPT-" + words(id.substring(4));
        if (id.startsWith("chatgpt-")) return "ChatGPT-" + words(id.substring(8));
        if (id.startsWith("glm-")) return glm(id);
        if (id.startsWith("gemini-") || id.startsWith("kimi-") || id.startsWith("deepseek-")) return capitalised(id);
        return id;
    }

    /** Parts capitalised, two single digits joined with a dot, eight digits shown as a date. */
    private static String claude(String id) {
        List<String> parts = new ArrayList<>();
        for (String part : id.substring("claude-".length()).split("-")) {
            boolean minor = isDigit(part) && !parts.isEmpty() && isDigit(parts.getLast());
            if (minor) parts.add(parts.removeLast() + "." + part);
            else if (part.matches("\\d{8}"))
                parts.add(part.substring(0, 4) + "-" + part.substring(4, 6) + "-" + part.substring(6));
            else parts.add(capital(part));
        }
        return "Claude " + String.join(" ", parts);
    }

    private static String glm(String id) {
        String upper = id.toUpperCase(Locale.ROOT);
        return upper.matches("GLM-[0-9.]+V.*") ? upper + " (Vision)" : upper;
    }

    /** The first hyphen stays, the others part words: {@code 5.2-chat-latest} is the rest of {@code GPT-5.2 Chat Latest}. */
    private static String words(String rest) {
        String[] parts = rest.split("-");
        List<String> words = new ArrayList<>(List.of(parts[0]));
        for (int i = 1; i < parts.length; i++) words.add(capital(parts[i]));
        return String.join(" ", words);
    }

    private static String capitalised(String id) {
        List<String> words = new ArrayList<>();
        for (String part : id.split("-")) words.add(capital(part));
        return String.join(" ", words);
    }

    private static boolean isDigit(String part) {
        return part.length() == 1 && Character.isDigit(part.charAt(0));
    }

    private static String capital(String word) {
        return word.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
