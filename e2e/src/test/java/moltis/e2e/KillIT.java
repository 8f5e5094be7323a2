package moltis.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import moltis.core.json.Json;
import moltis.testing.model.Cues;
import moltis.testing.model.ScriptedModelServer;
import moltis.testing.process.Distribution;
import moltis.testing.process.GatewayProcess;
import moltis.testing.process.GatewaySocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code kill -9} at any moment loses nothing that was acknowledged. */
class KillIT {

    private static final int KILLS = 50;
    private static final int LONGEST_LIFE_MILLIS = 400;
    private static final List<String> SESSIONS = List.of("main", "session:one", "session:two");

    @TempDir
    Path scratch;

    private final Map<String, List<String>> acknowledged = new LinkedHashMap<>();

    @Test
    void every_acknowledged_message_is_answered_or_visibly_cut_off_after_fifty_kills() throws Exception {
        SESSIONS.forEach(session -> acknowledged.put(session, new ArrayList<>()));
        long seed = System.nanoTime();
        Random random = new Random(seed);
        try (ScriptedModelServer model = ScriptedModelServer.start(new Cues(Duration.ofMillis(4)))) {
            Distribution distribution =
                    Distribution.built(scratch).withModel(model.uri() + "/v1", ScriptedModelServer.KEY);
            for (int kill = 0; kill < KILLS; kill++) {
                try (GatewayProcess gateway = GatewayProcess.start(distribution)) {
                    talk(gateway, kill, random);
                    TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_LIFE_MILLIS)); // the moment of the kill
                    gateway.kill();
                }
            }
            try (GatewayProcess gateway = GatewayProcess.start(distribution);
                    GatewaySocket socket = GatewaySocket.open(gateway.port(), List.of())) {
                for (String session : SESSIONS) {
                    assertThat(settled(socket, session))
                            .as("session %s, seed %d", session, seed)
                            .containsExactlyElementsOf(acknowledged.get(session));
                }
            }
        }
    }

    private void talk(GatewayProcess gateway, int kill, Random random) throws IOException {
        try (GatewaySocket socket = GatewaySocket.open(gateway.port(), List.of())) {
            for (int message = 0; message < 1 + random.nextInt(3); message++) {
                String session = SESSIONS.get(random.nextInt(SESSIONS.size()));
                String text = "Message " + kill + "." + message + " with some words to say";
                socket.call(
                        "chat.send", Json.object().put("sessionKey", session).put("text", text));
                acknowledged.get(session).add(text);
            }
        }
    }

    /** Waits until the session has nothing more to answer; then tells what the person asked, in order. */
    private static List<String> settled(GatewaySocket socket, String session) throws Exception {
        while (true) {
            JsonNode lines = socket.call("chat.history", Json.object().put("sessionKey", session));
            List<String> asked = new ArrayList<>();
            int unanswered = 0;
            for (JsonNode line : lines) {
                if (line.path("role").asString("").equals("user")) {
                    asked.add(line.path("content").asString(""));
                    unanswered++;
                } else {
                    unanswered = 0; // an answer, or the notice that it was interrupted
                }
            }
            boolean running = socket.call("chat.peek", Json.object().put("sessionKey", session))
                    .path("active")
                    .asBoolean(false);
            if (!running && unanswered == 0) return asked;
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }
}
