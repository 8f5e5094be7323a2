package moltis.testing.sessions;

import java.time.Instant;
import java.util.Optional;
import moltis.core.json.Json;
import moltis.core.session.Role;
import moltis.core.session.RunId;
import moltis.core.session.TranscriptLine;

/** Transcript lines for tests. */
public final class Lines {

    private static final Instant SAID_AT = Instant.ofEpochMilli(1_767_225_600_000L);

    private Lines() {}

    public static TranscriptLine user(String text) {
        return line(Role.USER, text);
    }

    public static TranscriptLine assistant(String text) {
        return line(Role.ASSISTANT, text);
    }

    public static TranscriptLine line(Role role, String text) {
        String json = Json.write(Json.object()
                .put("role", role.wireName())
                .put("content", text)
                .put("created_at", SAID_AT.toEpochMilli())
                .put("run_id", "r-1"));
        return new TranscriptLine(role, Optional.of(new RunId("r-1")), SAID_AT, text, json);
    }
}
