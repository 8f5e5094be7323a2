package moltis.sessions;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import moltis.core.json.Json;
import moltis.core.session.Preview;
import moltis.core.session.Role;
import moltis.core.session.SessionKey;
import moltis.core.session.StoredLine;
import moltis.core.session.Transcripts;
import tools.jackson.databind.JsonNode;

/** A session as a Markdown document: what people and models said to each other, and nothing else. */
public final class TranscriptMarkdown {

    private static final int PAGE = 500;
    private static final int LONGEST_NAME = 100;
    private static final String FALLBACK = "moltis-session";
    private static final Set<String> RESERVED = Set.of(
            "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1",
            "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9");

    private final Transcripts transcripts;

    public TranscriptMarkdown(Transcripts transcripts) {
        this.transcripts = transcripts;
    }

    /** Writes the session under its title, page by page. */
    public void export(SessionKey session, String title, Appendable to) throws IOException {
        to.append("# ").append(title.strip().replaceAll("\\s+", " ")).append('\n');
        List<StoredLine> page = transcripts.after(session, -1, PAGE);
        while (!page.isEmpty()) {
            for (StoredLine stored : page) append(stored, to);
            page = transcripts.after(session, page.getLast().index(), PAGE);
        }
    }

    private static void append(StoredLine stored, Appendable to) throws IOException {
        Role role = stored.line().role();
        if (!Preview.isSpoken(role)) return;
        JsonNode json = Json.parse(stored.line().json());
        String text = LineText.of(json).strip();
        List<String> images = LineText.images(json);
        JsonNode documents = json.path("documents");
        // Models answer with nothing when they only call a tool.
        if (text.isEmpty() && images.isEmpty() && documents.isEmpty()) return;
        to.append(role == Role.USER ? "\n## User\n" : "\n## Assistant\n");
        if (!text.isEmpty()) to.append('\n').append(text).append('\n');
        for (String image : images) to.append("\n[Image](").append(image).append(")\n");
        for (JsonNode document : documents) {
            to.append("\n[").append(document.path("display_name").asString("Document"));
            to.append("](").append(document.path("media_ref").asString("")).append(")\n");
        }
    }

    /** A file name that every system accepts. */
    public static String fileName(String title) {
        String plain = title.replaceAll("[\\p{Cntrl}\\p{Cf}<>:\"/\\\\|?*]", "-")
                .strip()
                .replaceAll("^[. ]+|[. ]+$", "");
        int end = plain.offsetByCodePoints(0, Math.min(LONGEST_NAME, plain.codePointCount(0, plain.length())));
        String name = plain.substring(0, end).strip();
        if (name.isEmpty() || name.matches("-+")) return FALLBACK + ".md";
        String stem = name.split("\\.", 2)[0].strip().toLowerCase(Locale.ROOT);
        return (RESERVED.contains(stem) ? "moltis-" + name : name) + ".md";
    }
}
