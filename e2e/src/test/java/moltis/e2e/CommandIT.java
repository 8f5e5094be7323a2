package moltis.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import moltis.core.json.Json;
import moltis.testing.model.Cues;
import moltis.testing.model.ScriptedModelServer;
import moltis.testing.process.Distribution;
import moltis.testing.process.GatewayProcess;
import moltis.testing.process.GatewaySocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The commands against a scripted model, beside a gateway and without one. */
class CommandIT {

    @TempDir
    Path scratch;

    private ScriptedModelServer model;
    private Distribution distribution;

    @BeforeEach
    void connect() throws Exception {
        model = ScriptedModelServer.start(new Cues(Duration.ZERO));
        distribution = Distribution.built(scratch).withModel(model.uri() + "/v1", ScriptedModelServer.KEY);
    }

    @AfterEach
    void disconnect() {
        model.close();
    }

    @Test
    void agent_prints_the_answer_and_nothing_else() throws Exception {
        Ran ran = Ran.command(distribution, "agent", "-m", "say Hello there.");

        assertThat(ran).isEqualTo(new Ran(0, "Hello there.\n", ""));
    }

    @Test
    void agent_takes_its_question_from_a_pipe() throws Exception {
        Ran ran = Ran.withInput(distribution, "say From a pipe.\n", "agent");

        assertThat(ran.out()).isEqualTo("From a pipe.\n");
    }

    @Test
    void agent_prints_one_json_document_whatever_the_log_level() throws Exception {
        Ran ran = Ran.command(distribution, "agent", "-m", "say Hi.", "--json", "--log-level", "trace");

        JsonNode answer = Json.parse(ran.out());
        assertThat(answer.path("text").asString()).isEqualTo("Hi.");
        assertThat(answer.path("model").asString()).contains("scripted-1");
    }

    @Test
    void agent_says_what_failed_and_exits_with_1() throws Exception {
        Ran ran = Ran.command(distribution, "agent", "-m", "fail 401");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).startsWith("Error: ").contains("key");
    }

    @Test
    void a_command_speaks_to_the_gateway_that_runs() throws Exception {
        try (GatewayProcess gateway = GatewayProcess.start(distribution);
                GatewaySocket watcher = GatewaySocket.open(gateway.port(), List.of("chat"))) {
            watcher.patience(Duration.ofSeconds(20));

            Ran ran = Ran.command(distribution, "agent", "-m", "say Seen by both.");

            assertThat(ran).isEqualTo(new Ran(0, "Seen by both.\n", ""));
            assertThat(finalText(watcher)).isEqualTo("Seen by both.");
        }
    }

    @Test
    void chat_through_a_pipe_answers_line_by_line() throws Exception {
        Ran ran = Ran.withInput(distribution, "say One.\n/help\nsay Two.\n", "chat");

        assertThat(ran.exit()).isZero();
        assertThat(ran.out()).contains("One.\n").contains("/quit").contains("Two.\n");
    }

    @Test
    void sessions_are_listed_shown_found_exported_and_deleted() throws Exception {
        Ran.command(distribution, "agent", "-m", "say The capital is Ulaanbaatar.", "--session", "session:geo");

        assertThat(Json.parse(Ran.command(distribution, "sessions", "list", "--json")
                                .out())
                        .findValuesAsString("key"))
                .contains("session:geo");
        assertThat(Ran.command(distribution, "sessions", "show", "session:geo").out())
                .contains("**Moltis:** The capital is Ulaanbaatar.");
        assertThat(Ran.command(distribution, "sessions", "search", "Ulaanbaatar")
                        .out())
                .contains("session:geo");
        assertThat(Ran.command(distribution, "sessions", "export", "session:geo")
                        .out()
                        .lines())
                .hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy(line ->
                        assertThat(Json.parse(line).path("role").asString("")).isNotEmpty());
        assertThat(Ran.command(distribution, "sessions", "delete", "session:geo")
                        .exit())
                .isEqualTo(1);
        assertThat(Ran.command(distribution, "sessions", "delete", "session:geo", "--yes")
                        .exit())
                .isZero();
        assertThat(Ran.command(distribution, "sessions", "show", "session:geo").exit())
                .isEqualTo(1);
    }

    @Test
    void config_is_checked_read_and_set() throws Exception {
        assertThat(Ran.command(distribution, "config", "check").exit()).isZero();
        assertThat(Ran.command(distribution, "config", "set", "chat.message_queue_mode", "collect")
                        .exit())
                .isZero();
        assertThat(Ran.command(distribution, "config", "get", "chat.message_queue_mode")
                        .out()
                        .strip())
                .isEqualTo("collect");
        assertThat(Ran.command(distribution, "config", "get", "providers.openai")
                        .out())
                .doesNotContain(ScriptedModelServer.KEY);
        assertThat(Ran.command(distribution, "config", "path").out().strip())
                .isEqualTo(distribution.config().resolve("moltis.toml").toString());
        Ran wrong = Ran.command(distribution, "config", "set", "server.port", "many");
        assertThat(wrong.exit()).isEqualTo(1);
        assertThat(wrong.err()).contains("server.port");
    }

    @Test
    void doctor_says_yes_when_all_is_well_and_names_what_is_not() throws Exception {
        assertThat(Ran.command(distribution, "doctor").exit()).isZero();

        distribution.configured("[servr]\nport = 1\n");
        Ran ill = Ran.command(distribution, "doctor");

        assertThat(ill.err() + ill.out()).contains("servr");
    }

    @Test
    void a_wrong_call_is_told_from_a_failure() throws Exception {
        assertThat(Ran.command(distribution, "agent", "--nonsense").exit()).isEqualTo(2);
        assertThat(Ran.command(distribution, "nonsense").exit()).isEqualTo(2);
        assertThat(Ran.command(distribution, "--version").out()).isEqualTo("moltis 0.1.0\n");
        assertThat(Ran.command(distribution, "completion").out())
                .contains("complete")
                .contains("sessions");
    }

    private static String finalText(GatewaySocket watcher) throws Exception {
        while (true) {
            JsonNode event = watcher.event("chat");
            if (event.path("state").asString("").equals("final"))
                return event.path("text").asString();
        }
    }
}
