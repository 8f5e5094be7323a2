package moltis.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import moltis.config.schema.Category;
import moltis.config.schema.ConfigIssue;
import moltis.config.schema.KeyPath;
import moltis.config.schema.Severity;
import moltis.config.schema.Trees;

/**
 * Agents that are written as Markdown: a head of settings between two lines {@code ---}, then the instruction. They lie
 * in {@code agents} of the data folder, and in {@code .moltis/agents} of the working folder, which wins.
 */
final class MarkdownAgents {

    private static final Pattern FORM = Pattern.compile("\\s*---\\R(.*?)\\R---[ \\t]*(?:\\R(.*))?", Pattern.DOTALL);
    /** The keys of the head, and where each belongs in a preset. */
    private static final Map<String, String> TEXTS = Map.of(
            "display_name", "identity.name",
            "emoji", "identity.emoji",
            "theme", "identity.theme",
            "model", "model",
            "reasoning_effort", "reasoning_effort",
            "sandbox_mode", "sandbox.mode");

    private static final Map<String, String> LISTS = Map.of(
            "tools", "tools.allow",
            "deny_tools", "tools.deny",
            "mcp_allow_servers", "mcp.allow_servers",
            "mcp_deny_servers", "mcp.deny_servers",
            "skills_allow", "skills.allow",
            "skills_deny", "skills.deny");

    private final List<ConfigIssue> issues = new ArrayList<>();

    /** Findings about files that were left out. */
    List<ConfigIssue> issues() {
        return issues;
    }

    /** The presets by id, each as a tree. */
    Map<String, Object> read(ConfigDirs dirs) {
        var presets = new LinkedHashMap<String, Object>();
        for (Path folder : List.of(
                dirs.data().resolve("agents"), dirs.working().resolve(".moltis").resolve("agents"))) {
            for (Path file : files(folder)) read(file, presets);
        }
        return presets;
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        } catch (IOException _) {
            return List.of();
        }
    }

    private void read(Path file, Map<String, Object> presets) {
        try {
            Agent agent = parse(Files.readString(file));
            presets.put(agent.id(), agent.preset());
        } catch (IOException | IllegalArgumentException e) {
            String reason = e instanceof IOException ? "can't be read" : String.valueOf(e.getMessage());
            issues.add(ConfigIssue.of(
                            Severity.WARNING,
                            Category.AGENTS,
                            KeyPath.of("agents", "presets"),
                            "leaves out " + file.getFileName() + ": it " + reason + ".",
                            "")
                    .at(file.toString(), 1));
        }
    }

    record Agent(String id, Map<String, Object> preset) {}

    static Agent parse(String text) {
        var form = FORM.matcher(text);
        if (!form.matches()) throw new IllegalArgumentException("has no head between two lines ---");
        Map<String, Object> preset = new LinkedHashMap<>();
        Map<String, String> head = head(form.group(1));
        String id = head.remove("name");
        if (id == null) throw new IllegalArgumentException("has no name");
        preset = Trees.with(preset, KeyPath.parse("identity.name"), id);
        for (var entry : head.entrySet()) preset = put(preset, entry.getKey(), entry.getValue());
        String body = form.group(2) == null ? "" : form.group(2).strip();
        if (!body.isEmpty()) preset = Trees.with(preset, KeyPath.of("system_prompt_suffix"), body);
        return new Agent(id, preset);
    }

    private static Map<String, String> head(String lines) {
        var head = new LinkedHashMap<String, String>();
        for (String line : lines.split("\\R")) {
            int colon = line.indexOf(':');
            if (colon < 1 || line.stripLeading().startsWith("#")) continue;
            String value = line.substring(colon + 1).strip();
            boolean quoted = value.length() > 1
                    && (value.startsWith("\"") && value.endsWith("\"") || value.startsWith("'") && value.endsWith("'"));
            head.put(line.substring(0, colon).strip(), quoted ? value.substring(1, value.length() - 1) : value);
        }
        return head;
    }

    private static Map<String, Object> put(Map<String, Object> preset, String key, String value) {
        String text = TEXTS.get(key);
        if (text != null) return Trees.with(preset, KeyPath.parse(text), value);
        String list = LISTS.get(key);
        if (list != null) return Trees.with(preset, KeyPath.parse(list), list(value));
        return switch (key) {
            case "delegate_only" -> Trees.with(preset, KeyPath.of(key), value.equalsIgnoreCase("true"));
            case "max_iterations", "timeout_secs" -> Trees.with(preset, KeyPath.of(key), number(key, value));
            default -> preset;
        };
    }

    private static List<Object> list(String value) {
        String inner = value.startsWith("[") && value.endsWith("]") ? value.substring(1, value.length() - 1) : value;
        return Stream.of(inner.split(","))
                .map(item -> item.strip().replaceAll("^[\"']|[\"']$", ""))
                .filter(item -> !item.isEmpty())
                .<Object>map(item -> item)
                .toList();
    }

    private static long number(String key, String value) {
        if (!value.matches("\\d{1,9}")) throw new IllegalArgumentException("has no number at " + key);
        return Long.parseLong(value);
    }
}
