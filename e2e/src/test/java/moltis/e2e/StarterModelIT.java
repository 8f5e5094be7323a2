package moltis.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import moltis.core.json.Json;
import moltis.testing.process.Distribution;
import moltis.testing.process.GatewayProcess;
import moltis.testing.process.GatewaySocket;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The main job on real input: a newcomer without key and account asks, and a real model answers. */
class StarterModelIT {

    private static final String QUESTION = "Name the capital of France.";

    @TempDir
    Path scratch;

    @Test
    void a_newcomer_gets_a_real_answer_in_the_terminal_and_over_the_socket() throws Exception {
        Distribution distribution = Distribution.built(scratch);
        Ran pull = Ran.command(distribution, "models", "pull", "starter");
        if (pull.exit() != 0) {
            System.out.println("StarterModelIT: no source of the starter model answers here, so it was not asked.");
            Assumptions.abort("the starter model can't be fetched: " + pull.err());
        }

        Ran asked = Ran.command(distribution, "agent", "-m", QUESTION, "--session", "session:terminal");

        assertThat(asked.out()).contains("Paris");
        assertThat(asked.exit()).isZero();
        try (GatewayProcess gateway = GatewayProcess.start(distribution);
                GatewaySocket socket = GatewaySocket.open(gateway.port(), List.of("chat"))) {
            socket.patience(Duration.ofSeconds(60));
            socket.request("chat.send", Json.object().put("sessionKey", "main").put("text", QUESTION));
            assertThat(streamed(socket)).contains("Paris");
            assertThat(stored(socket, "main")).contains("Paris");
            assertThat(stored(socket, "session:terminal")).contains("Paris");
        }
    }

    private static String streamed(GatewaySocket socket) throws Exception {
        StringBuilder text = new StringBuilder();
        while (true) {
            JsonNode event = socket.event("chat");
            switch (event.path("state").asString("")) {
                case "delta" -> text.append(event.path("text").asString(""));
                case "error" -> throw new AssertionError(event.toString());
                case "final" -> {
                    return text.toString();
                }
                default -> {}
            }
        }
    }

    private static String stored(GatewaySocket socket, String session) throws Exception {
        return socket.call("chat.history", Json.object().put("sessionKey", session))
                .toString();
    }
}
