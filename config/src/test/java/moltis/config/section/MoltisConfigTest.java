package moltis.config.section;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import moltis.config.schema.KeySpec;
import moltis.config.schema.Pass;
import moltis.config.schema.Severity;
import org.junit.jupiter.api.Test;

class MoltisConfigTest {

    @Test
    void knows_every_documented_key_and_no_other() throws IOException {
        var known = new TreeSet<String>();
        for (KeySpec spec : specs()) known.add(spec.path().toString());
        known.removeIf(path -> path.equals("agents.presets.*.tools.profile"));

        assertThat(known).isEqualTo(documented());
    }

    @Test
    void each_key_has_a_meaning_in_a_sentence() {
        assertThat(specs()).allSatisfy(spec -> assertThat(spec.about()).endsWith("."));
    }

    @Test
    void each_component_of_a_record_is_the_key_at_its_place() {
        var read = new ArrayList<String>();
        for (KeySpec spec : specs()) read.add(withoutUnit(spec.path().toString()));

        var expected = new ArrayList<String>();
        components(MoltisConfig.class, "", expected);

        assertThat(read).isEqualTo(expected);
    }

    @Test
    void an_empty_file_gives_the_documented_defaults() {
        MoltisConfig config = MoltisConfig.defaults();

        assertThat(config.server().bind()).isEqualTo("127.0.0.1");
        assertThat(config.server().rpcTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.tls().enabled()).isTrue();
        assertThat(config.tools().agentMaxIterations()).isEqualTo(25);
        assertThat(config.heartbeat().every()).isEqualTo(Duration.ofMinutes(30));
        assertThat(config.channels().offered()).hasSize(8);
        assertThat(config.providers().provider("anthropic").enabled()).isTrue();
    }

    @Test
    void reads_a_tree_and_reports_what_it_does_not_know() {
        Pass pass = Pass.reading(
                Map.of(
                        "server", Map.of("prt", 1),
                        "servr", Map.of(),
                        "providers", Map.of("anthropic", Map.of("models", List.of("claude"), "tool_mode", "text"))),
                Path.of("/home/x"));

        MoltisConfig config = MoltisConfig.read(pass.reader());

        assertThat(config.providers().provider("anthropic").models()).containsExactly("claude");
        assertThat(config.providers().provider("anthropic").toolMode()).isEqualTo(ProviderConfig.ToolMode.TEXT);
        assertThat(pass.finish())
                .extracting(issue -> issue.severity() + " " + issue.path() + " " + issue.hint())
                .containsExactlyInAnyOrder(
                        Severity.WARNING + " server.prt did you mean 'port'?",
                        Severity.WARNING + " servr did you mean 'server'?");
    }

    private static List<KeySpec> specs() {
        var specs = new ArrayList<KeySpec>();
        MoltisConfig.read(Pass.describing(specs::add).reader());
        return specs;
    }

    private static TreeSet<String> documented() throws IOException {
        var keys = new TreeSet<String>();
        try (var stream = MoltisConfigTest.class.getResourceAsStream("/moltis/config/documented-keys.txt")) {
            for (String line : new String(stream.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (line.startsWith("#") || line.isBlank()) continue;
                String[] parts = line.split(": ", 2);
                if (parts.length == 1) keys.add(line);
                else Arrays.stream(parts[1].split(" ")).forEach(key -> keys.add(parts[0] + "." + key));
            }
        }
        return keys;
    }

    /** The keys that the records have, in the order of their components. */
    private static void components(Class<?> type, String path, List<String> keys) {
        for (RecordComponent component : type.getRecordComponents()) {
            String key = switch (component.getName()) {
                case "byName" -> path + "*";
                case "accounts" -> type == ChannelsConfig.class ? path + "*.*" : path + "accounts";
                default -> path + snake(component.getName());
            };
            Optional<Class<?>> inner = record(component.getGenericType());
            if (inner.isEmpty()) keys.add(key);
            else components(inner.get(), key + among(component, key) + ".", keys);
        }
    }

    private static String among(RecordComponent component, String key) {
        if (component.getType() == Map.class && !key.endsWith("*")) return ".*";
        return component.getType() == List.class ? "[*]" : "";
    }

    private static Optional<Class<?>> record(Type type) {
        if (type instanceof Class<?> plain) return plain.isRecord() ? Optional.of(plain) : Optional.empty();
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return record(arguments[arguments.length - 1]);
        }
        return Optional.empty();
    }

    private static String snake(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    /** The unit of a time is in its type, not in the name of the component. */
    private static String withoutUnit(String key) {
        return key.matches(
                        ".*(default_timeout|agent_timeout|idle_timeout|probe_timeout|request_timeout|timeout|interval|window|duration|retention|ttl)_(secs|seconds|ms|minutes|days)")
                ? key.replaceAll("_(secs|seconds|ms|minutes|days)$", "")
                : key;
    }
}
