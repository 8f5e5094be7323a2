package moltis.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import moltis.testing.model.Reply;
import moltis.testing.model.ScriptedModelServer;
import moltis.testing.process.Distribution;
import moltis.testing.process.GatewayProcess;
import moltis.testing.process.ProcessFigures;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartIT {

    @TempDir
    Path scratch;

    @Test
    void stops_cleanly_when_asked_and_starts_again() throws Exception {
        Distribution distribution = Distribution.built(scratch);
        try (GatewayProcess first = GatewayProcess.start(distribution)) {
            assertThat(first.stop()).isZero();
        }

        try (GatewayProcess second = GatewayProcess.start(distribution)) {
            assertThat(second.stop()).isZero();
        }

        assertThat(distribution.data().resolve("gateway.json")).doesNotExist();
    }

    @Test
    void a_second_gateway_on_the_same_data_says_who_has_it() throws Exception {
        Distribution distribution = Distribution.built(scratch);
        try (GatewayProcess first = GatewayProcess.start(distribution)) {
            Ran second = Ran.command(distribution, "gateway", "--port", "0");

            assertThat(second.exit()).isEqualTo(1);
            assertThat(second.err())
                    .contains(distribution.data().toString())
                    .contains(Long.toString(first.handle().pid()));
        }
    }

    @Test
    void a_busy_port_is_named_with_a_free_one() throws Exception {
        Distribution distribution = Distribution.built(scratch);
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Ran refused = Ran.command(distribution, "gateway", "--port", Integer.toString(taken.getLocalPort()));

            assertThat(refused.exit()).isEqualTo(1);
            assertThat(refused.err())
                    .contains(Integer.toString(taken.getLocalPort()))
                    .containsPattern("--port \\d+");
        }
    }

    @Test
    void the_banner_says_where_it_listens_and_where_things_lie() throws Exception {
        Distribution distribution = Distribution.built(scratch);
        try (GatewayProcess gateway = GatewayProcess.start(distribution)) {
            gateway.stop();

            assertThat(gateway.output())
                    .contains("http://localhost:" + gateway.port())
                    .contains(distribution.data().toString())
                    .contains(distribution.config().toString());
        }
    }

    @Test
    @DisplayName("pain 4: one process and a JDK, nothing else on the path")
    void pain_4_needs_nothing_but_a_jdk() throws Exception {
        Distribution distribution = Distribution.built(scratch);
        ProcessBuilder version = distribution.command("--version");
        version.environment()
                .keySet()
                .retainAll(Map.of("HOME", "", "MOLTIS_DATA_DIR", "").keySet());
        version.environment().put("PATH", emptyPathWithCoreTools());
        version.environment().put("JAVA_HOME", System.getProperty("java.home"));

        Process process = version.redirectErrorStream(true).start();

        assertThat(new String(process.getInputStream().readAllBytes())).startsWith("moltis ");
        assertThat(process.waitFor()).isZero();
    }

    @Test
    @DisplayName("pain 4: one process and one database file make a whole turn, with only a JDK on the path")
    void pain_4_a_turn_needs_no_second_service() throws Exception {
        try (var model = ScriptedModelServer.start(asked -> Reply.says("Hello from here"))) {
            Distribution distribution =
                    Distribution.built(scratch).withModel(model.uri() + "/v1", ScriptedModelServer.KEY);
            ProcessBuilder turn = distribution.command("agent", "-m", "hi");
            turn.environment().put("PATH", emptyPathWithCoreTools());
            turn.environment().put("JAVA_HOME", System.getProperty("java.home"));

            Process process = turn.redirectErrorStream(true).start();
            process.getOutputStream().close();

            assertThat(new String(process.getInputStream().readAllBytes())).contains("Hello from here");
            assertThat(process.waitFor()).isZero();
            assertThat(distribution.data().toFile().list((_, name) -> name.endsWith(".db")))
                    .containsExactly("moltis.db");
        }
    }

    @Test
    @DisplayName("pain 25: starts small with ten channels and ten MCP servers configured and every way out shut")
    void pain_25_what_is_configured_and_a_dead_network_do_not_hold_the_start() throws Exception {
        var toml =
                new StringBuilder("upstream_proxy = \"http://127.0.0.1:9\"\n[providers.anthropic]\napi_key = \"k\"\n");
        for (int i = 0; i < 10; i++) {
            toml.append("[mcp.servers.server-%d]\ncommand = \"no-such-command\"\n".formatted(i));
            toml.append("[channels.telegram.bot-%d]\ntoken = \"%d:secret\"\n".formatted(i, i));
        }
        Distribution distribution = Distribution.built(scratch).configured(toml.toString());

        try (GatewayProcess gateway = GatewayProcess.start(distribution)) {
            assertThat(new ProcessFigures(gateway.handle()).resident()).isLessThan(256L << 20);
            assertThat(gateway.stop()).isZero();
        }
    }

    @Test
    @DisplayName("pain 30: a broken configuration never keeps the server down")
    void pain_30_a_broken_file_leaves_the_last_good_one_in_use() throws Exception {
        Distribution distribution = Distribution.built(scratch).configured("[server]\nhttp_request_logs = false\n");
        try (GatewayProcess good = GatewayProcess.start(distribution)) {
            good.stop();
        }
        Path file = distribution.config().resolve("moltis.toml");
        String broken = Files.readString(file) + "\n[chat\nthis is not TOML\n";
        Files.writeString(file, broken);

        try (GatewayProcess gateway = GatewayProcess.start(distribution)) {
            gateway.stop();

            assertThat(gateway.output()).contains("moltis.toml").containsPattern("line \\d+|:\\d+");
        }

        assertThat(file).hasContent(broken);
    }

    @Test
    void without_a_good_copy_a_broken_file_stops_the_start_and_says_where() throws Exception {
        Distribution distribution = Distribution.built(scratch).configured("[server\n");

        Ran refused = Ran.command(distribution, "gateway", "--port", "0");

        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).contains("moltis.toml");
    }

    /** The launcher is a shell script: it needs the shell's own small tools and no more. */
    private String emptyPathWithCoreTools() throws IOException {
        Path tools = Files.createDirectories(scratch.resolve("tools"));
        for (String tool : new String[] {"sh", "sed", "ls", "sort", "dirname", "readlink"}) {
            for (String folder : new String[] {"/bin", "/usr/bin"}) {
                Path real = Path.of(folder, tool);
                Path link = tools.resolve(tool);
                if (Files.exists(real) && !Files.exists(link)) Files.createSymbolicLink(link, real);
            }
        }
        return tools.toString();
    }
}
