package moltis.sessions;

import java.io.IOException;
import java.io.Reader;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import moltis.core.json.Json;
import moltis.core.session.Role;
import moltis.core.session.RunId;
import moltis.core.session.SessionKey;
import moltis.core.session.StoredLine;
import moltis.core.session.TranscriptLine;
import moltis.core.session.Transcripts;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A session as text, one JSON object a line: how transcripts travel between machines and products. Lines go through as
 * they are, so that fields nobody here knows survive.
 */
public final class TranscriptJsonl {

    private static final int PAGE = 500;
    private static final int LONGEST_LINE = 32 * 1024 * 1024;

    /** @param skipped lines that are no messages: broken, of an unknown role, or longer than 32 Mi characters */
    public record Imported(long lines, long skipped) {}

    private final Transcripts transcripts;
    private final Clock clock;

    /** @param clock tells when a line was said that does not tell itself */
    public TranscriptJsonl(Transcripts transcripts, Clock clock) {
        this.transcripts = transcripts;
        this.clock = clock;
    }

    /** Writes every line of the session, page by page. */
    public void export(SessionKey session, Appendable to) throws IOException {
        List<StoredLine> page = transcripts.after(session, -1, PAGE);
        while (!page.isEmpty()) {
            for (StoredLine stored : page) to.append(stored.line().json()).append('\n');
            page = transcripts.after(session, page.getLast().index(), PAGE);
        }
    }

    /** Appends the lines to the session, page by page; blank lines are nothing, and what is no message is skipped. */
    public Imported importInto(SessionKey session, Reader from) throws IOException {
        List<TranscriptLine> page = new ArrayList<>();
        long lines = 0;
        long skipped = 0;
        var text = new StringBuilder();
        for (boolean more = true; more; ) {
            more = readLine(from, text);
            if (!text.toString().isBlank()) {
                Optional<TranscriptLine> line = parse(text.toString());
                line.ifPresent(page::add);
                if (line.isPresent()) lines++;
                else skipped++;
            }
            if (page.size() == PAGE || !more && !page.isEmpty()) {
                transcripts.append(session, page);
                page.clear();
            }
        }
        return new Imported(lines, skipped);
    }

    private Optional<TranscriptLine> parse(String text) {
        if (text.length() > LONGEST_LINE) return Optional.empty();
        try {
            JsonNode line = Json.parse(text);
            if (!line.isObject()) return Optional.empty();
            return Optional.of(new TranscriptLine(
                    Role.parse(line.path("role").asString("")),
                    Optional.of(line.path("run_id").asString(""))
                            .filter(id -> !id.isBlank())
                            .map(RunId::new),
                    line.path("created_at").isIntegralNumber()
                            ? Instant.ofEpochMilli(line.path("created_at").asLong())
                            : clock.instant(),
                    LineText.of(line),
                    text.strip()));
        } catch (JacksonException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Reads into {@code line} up to the end of the line; what exceeds the limit is read and dropped. @return whether more follows */
    private static boolean readLine(Reader from, StringBuilder line) throws IOException {
        line.setLength(0);
        for (int next = from.read(); next != '\n'; next = from.read()) {
            if (next < 0) return false;
            if (line.length() <= LONGEST_LINE) line.append((char) next);
        }
        return true;
    }
}
