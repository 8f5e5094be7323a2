package moltis.core.session;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The few words that stand for a session in a list. */
public final class Preview {

    private static final int ENOUGH_BYTES = 80;
    private static final int LONGEST = 200;

    private Preview() {}

    /**
     * The words of the first messages that people or models wrote, joined until there are enough; empty without words.
     *
     * @param lines a session's lines from its beginning; more than needed do no harm
     */
    public static Optional<String> of(List<TranscriptLine> lines) {
        var joined = new StringBuilder();
        for (TranscriptLine line : lines) {
            if (!isSpoken(line.role()) || line.text().isBlank()) continue;
            if (!joined.isEmpty()) joined.append(" — ");
            joined.append(line.text().strip().replaceAll("\\s+", " "));
            if (joined.toString().getBytes(StandardCharsets.UTF_8).length >= ENOUGH_BYTES) break;
        }
        return joined.isEmpty() ? Optional.empty() : Optional.of(cut(joined.toString()));
    }

    /** Whether lines of this role count for the preview. */
    public static boolean isSpoken(Role role) {
        return role == Role.USER || role == Role.ASSISTANT;
    }

    private static String cut(String text) {
        if (text.codePointCount(0, text.length()) <= LONGEST) return text;
        return text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "…";
    }
}
