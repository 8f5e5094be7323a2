package moltis.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import moltis.config.schema.Category;
import moltis.config.schema.KeyPath;
import moltis.config.schema.KeySpec;
import moltis.config.schema.KeyValue;
import moltis.core.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What must hold for each key there is, tried with each of them. */
class EverySettingTest {

    /** Values that a rule asks for. */
    private static final Map<String, Object> LEGAL = Map.of(
            "tls.public_ip", "93.184.216.34",
            "server.external_url", "https://moltis.example",
            "upstream_proxy", "http://proxy.example",
            "tools.fs.workspace_root", "/work",
            "tools.web.fetch.ssrf_allowlist", List.of("10.0.0.0/8"),
            "agents.presets.*.tool_controls.tool_choice.name", "a \"b\"",
            "tools.exec.sandbox.backend", "podman",
            "tools.exec.sandbox.allow_nested_podman", false);

    @TempDir
    Path root;

    @Test
    void is_known_and_takes_a_legal_value() {
        ConfigHome home = new ConfigHome(root);
        for (KeySpec spec : Defaults.specs()) {
            home.writes("config/moltis.json", Json.write(ElementTrees.put(Map.of(), path(spec), sample(spec))));

            assertThat(home.issues())
                    .filteredOn(issue ->
                            issue.category() == Category.UNKNOWN_FIELD || issue.category() == Category.TYPE_ERROR)
                    .as(path(spec).toString())
                    .isEmpty();
        }
    }

    @Test
    void pain_3_is_there_when_the_file_is_read_again_and_the_comments_are_too() {
        String before = ConfigTemplate.text(1);
        ConfigHome home = new ConfigHome(root).writes(before);
        Map<KeyPath, Object> saved = new LinkedHashMap<>();
        for (KeySpec spec : Defaults.specs()) {
            boolean excluded =
                    path(spec).parts().stream().anyMatch(part -> part.equals("deny_servers") || KeyPath.isIndex(part));
            if (!excluded) saved.put(path(spec), sample(spec));
        }
        var edits = new ArrayList<ConfigFile.Edit>();
        saved.forEach((path, value) -> edits.add(ConfigFile.Edit.set(path, value)));

        home.file().change(edits);

        Map<KeyPath, KeyValue> read = home.loaded().values();
        assertThat(saved)
                .allSatisfy((path, value) ->
                        assertThat(read.get(path).value()).as(path.toString()).isEqualTo(Optional.of(value)));
        assertThat(home.text().lines().filter(line -> line.startsWith("#")))
                .containsExactlyElementsOf(
                        before.lines().filter(line -> line.startsWith("#")).toList());
    }

    private static KeyPath path(KeySpec spec) {
        return new KeyPath(spec.path().parts().stream()
                .map(part -> part.equals("*") ? "x" : part.equals("[*]") ? "[0]" : part)
                .toList());
    }

    private static Object sample(KeySpec spec) {
        Object legal = LEGAL.get(spec.path().toString());
        if (legal != null) return legal;
        if (!spec.type().known().isEmpty()) {
            String known = spec.type().known().getLast();
            return spec.type().jsonType().equals("array") ? List.of(known) : known;
        }
        return switch (spec.type().jsonType()) {
            case "boolean" -> true;
            case "integer" -> 7L;
            case "number" -> 0.5;
            case "array" -> List.of("a \"b\"");
            case "object" -> Map.of("a", "b");
            default ->
                spec.type().words().contains("zone")
                        ? "Europe/Berlin"
                        : spec.fallback().orElse("te\\xt # \"1\"");
        };
    }
}
