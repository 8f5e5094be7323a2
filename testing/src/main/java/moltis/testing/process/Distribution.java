package moltis.testing.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The built distribution, with folders of its own for configuration, data and home, so that nothing of the machine's
 * owner is read or written.
 *
 * @param home the unpacked distribution
 * @param scratch an empty folder
 */
public record Distribution(Path home, Path scratch) {

    /** The distribution that this build made, or the one that the system property {@code moltis.distribution} names. */
    public static Distribution built(Path scratch) {
        Path home = Path.of(System.getProperty("moltis.distribution", "../app/target/moltis"))
                .toAbsolutePath()
                .normalize();
        if (!Files.isExecutable(home.resolve("bin/moltis"))) {
            throw new IllegalStateException("there is no distribution in " + home + ": run ./mvnw package first");
        }
        return new Distribution(home, scratch);
    }

    public Path config() {
        return scratch.resolve("config");
    }

    public Path data() {
        return scratch.resolve("data");
    }

    /** Writes {@code moltis.toml}. */
    public Distribution configured(String toml) throws IOException {
        Files.createDirectories(config());
        Files.writeString(config().resolve("moltis.toml"), toml);
        return this;
    }

    /** Configures OpenAI's protocol at {@code baseUrl}, and nothing else. */
    public Distribution withModel(String baseUrl, String key) throws IOException {
        return configured("""
                [providers.openai]
                enabled = true
                api_key = "%s"
                base_url = "%s"
                models = ["scripted-1"]
                """.formatted(key, baseUrl));
    }

    /** A process of the command with these arguments, not started yet. Its output is nobody's until the caller says so. */
    public ProcessBuilder command(String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(home.resolve("bin/moltis").toString()));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line);
        Map<String, String> environment = new TreeMap<>(builder.environment());
        environment.keySet().removeIf(name -> name.startsWith("MOLTIS_") || name.endsWith("_API_KEY"));
        environment.put("MOLTIS_CONFIG_DIR", config().toString());
        environment.put("MOLTIS_DATA_DIR", data().toString());
        environment.put("HOME", Files.createDirectories(scratch.resolve("home")).toString());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.directory(scratch.toFile());
        return builder;
    }
}
