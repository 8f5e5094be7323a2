package moltis.agent;

import java.util.Locale;
import java.util.Set;

/** Recognises a message that wants nothing but the running turn to stop. */
final class StopWords {

    private static final Set<String> WORDS = Set.of("stop", "cancel", "/stop", "/cancel", "/abort");

    private StopWords() {}

    static boolean is(SendRequest request) {
        if (request.content().size() != 1 || !request.documents().isEmpty()) return false;
        String bare = request.words().strip().toLowerCase(Locale.ROOT);
        while (bare.endsWith("!") || bare.endsWith(".")) bare = bare.substring(0, bare.length() - 1);
        return WORDS.contains(bare.strip());
    }
}
