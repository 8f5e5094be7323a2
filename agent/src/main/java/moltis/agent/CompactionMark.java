package moltis.agent;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import moltis.core.json.Json;
import moltis.core.model.Message;
import moltis.core.session.Role;
import moltis.core.session.StoredLine;
import moltis.core.session.TranscriptLine;
import tools.jackson.databind.JsonNode;

/**
 * A line that says from where on the model reads a summary. Nothing is taken out of the transcript: people see all lines,
 * and the newest mark decides what a model sees.
 *
 * @param head lines before this index stay as they are
 * @param from lines from this index on stay as they are; those between are what the summary stands for
 * @param summary what was said there
 */
record CompactionMark(CompactionSettings.Mode mode, long head, long from, String summary) {

    static final String TITLE = "Compaction";
    private static final String FIELD = "compaction";
    private static final String TOLD =
            "Earlier messages were summarised for the model. You still see all of them here.";
    private static final String OPENING = """
        [Conversation Summary]
        The earlier part of this conversation is not shown any more. This is what it was about:

        """;
    private static final String CLOSING = """


        Go on from here. Do not mention this summary unless you are asked about it.\
        """;

    /** What a model reads in place of the lines. It has the person's role, because every vendor takes that first. */
    Message.User message() {
        return Message.User.text(OPENING + summary + CLOSING);
    }

    TranscriptLine line(Instant now) {
        var json = Json.object()
                .put("role", Role.NOTICE.wireName())
                .put("title", TITLE)
                .put("content", TOLD)
                .put("created_at", now.toEpochMilli());
        json.putObject(FIELD)
                .put("mode", mode.name())
                .put("head", head)
                .put("from", from)
                .put("summary", summary);
        return new TranscriptLine(Role.NOTICE, Optional.empty(), now, "", Json.write(json));
    }

    /** The mark that counts, if there is one. */
    static Optional<CompactionMark> newest(List<StoredLine> lines) {
        for (StoredLine stored : lines.reversed()) {
            TranscriptLine line = stored.line();
            if (line.role() != Role.NOTICE || !line.json().contains("\"" + FIELD + "\"")) continue;
            JsonNode mark = Json.parse(line.json()).path(FIELD);
            if (mark.isObject()) return Optional.of(read(mark));
        }
        return Optional.empty();
    }

    private static CompactionMark read(JsonNode mark) {
        return new CompactionMark(
                mode(mark.path("mode").asString("")),
                mark.path("head").asLong(0),
                mark.path("from").asLong(0),
                mark.path("summary").asString(""));
    }

    private static CompactionSettings.Mode mode(String name) {
        for (CompactionSettings.Mode mode : CompactionSettings.Mode.values()) {
            if (mode.name().equals(name)) return mode;
        }
        return CompactionSettings.Mode.STRUCTURED;
    }
}
