import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import moltis.core.event.LocalEventBus;
import moltis.core.json.Json;
import moltis.core.session.Role;
import moltis.core.session.RunId;
import moltis.core.session.SessionKey;
import moltis.core.session.SessionPatch;
import moltis.core.session.TranscriptLine;
import moltis.sessions.Sessions;
import moltis.storage.Database;
import moltis.storage.StorageSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Stores conversations in the data directory that the first argument names, through the program's own classes. Each line
 * of the standard input is one: {@code {"session":…,"label":…,"lines":[{"role":…,"content":…}]}}.
 */
final class Seed {

    private static final long FIRST = 1_767_225_600_000L;
    private static final long STEP = 60_000;

    public static void main(String[] arguments) throws Exception {
        Path data = Path.of(arguments[0]);
        try (Database database = Database.open(data, StorageSettings.DEFAULT);
                var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            var sessions = Sessions.over(
                    database, data, new LocalEventBus(Throwable::printStackTrace), Clock.systemUTC());
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                JsonNode conversation = Json.parse(line);
                var key = new SessionKey(conversation.path("session").asString());
                sessions.directory().ensure(key);
                if (conversation.has("label"))
                    sessions.directory().patch(key, SessionPatch.label(conversation.path("label").asString()));
                if (conversation.path("lines").isEmpty()) continue;
                sessions.transcripts().append(key, lines(conversation.path("lines")));
                sessions.directory().touch(key);
                sessions.directory().markSeen(key);
            }
        }
    }

    private static List<TranscriptLine> lines(JsonNode said) {
        List<TranscriptLine> lines = new ArrayList<>();
        for (JsonNode each : said) {
            var run = new RunId("run-" + lines.size() / 2);
            Instant at = Instant.ofEpochMilli(each.path("created_at").asLong(FIRST + lines.size() * STEP));
            ObjectNode json = (ObjectNode) each;
            json.put("created_at", at.toEpochMilli());
            if (!json.has("run_id")) json.put("run_id", run.value());
            lines.add(new TranscriptLine(
                    Role.parse(each.path("role").asString()),
                    Optional.of(run),
                    at,
                    each.path("content").asString(""),
                    Json.write(json)));
        }
        return lines;
    }
}
