package moltis.app;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import moltis.app.link.RunningGateway;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/**
 * {@code moltis rehearse}: does in one process what people do most, so that the ahead-of-time cache of the distribution
 * learns it. The build calls it; see {@code build/distribution.sh}.
 */
@Command(name = "rehearse", hidden = true, description = "Train the ahead-of-time cache; for the build.")
final class RehearseCommand implements Callable<Integer> {

    private static final int TURNS = 40;
    private static final int LOOK_AGAIN_MILLIS = 20;

    @Option(names = "--model", required = true, paramLabel = "URL", description = "A scripted model.")
    String model = "";

    @Option(names = "--scratch", required = true, paramLabel = "DIR", description = "A folder for this run.")
    Path scratch = Path.of("");

    private final PrintStream progress;

    RehearseCommand(Surroundings surroundings) {
        this.progress = surroundings.shell().err();
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Files.createDirectories(scratch.resolve("config"));
        Files.writeString(scratch.resolve("config/moltis.toml"), """
                [providers.openai]
                enabled = true
                api_key = "scripted-key"
                base_url = "%s/v1"
                models = ["scripted-1"]
                """.formatted(model));
        play("", "--version");
        play("", "agent", "--help");
        play("", "config", "check");
        play("", "agent", "-m", "Hello.");
        Thread gateway = Thread.ofPlatform().start(() -> Moltis.run(shell(""), "gateway", "--port", "0"));
        while (RunningGateway.find(scratch.resolve("data")).isEmpty()) {
            if (!gateway.isAlive()) throw new IOException("the gateway did not start");
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
        play("write 100 words\n".repeat(TURNS), "chat");
        play("", "agent", "-m", "call calc 2+2", "--json");
        play("", "models", "list");
        play("", "sessions", "list");
        gateway.interrupt();
        gateway.join();
        return ExitCode.OK;
    }

    private void play(String typed, String... arguments) throws IOException {
        progress.println("rehearsing " + String.join(" ", arguments));
        int exit = Moltis.run(shell(typed), arguments);
        if (exit != ExitCode.OK) throw new IOException(String.join(" ", arguments) + " ended with " + exit);
    }

    private Shell shell(String typed) {
        InputStream in = new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8));
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        Map<String, String> environment = Map.of(
                "HOME", scratch.toString(),
                "MOLTIS_CONFIG_DIR", scratch.resolve("config").toString(),
                "MOLTIS_DATA_DIR", scratch.resolve("data").toString());
        return new Shell(in, nowhere, progress, environment, scratch, false, false);
    }
}
