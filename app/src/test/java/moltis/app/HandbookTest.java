package moltis.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import moltis.config.LiveConfig;
import moltis.config.schema.Category;
import moltis.config.schema.KeyPath;
import moltis.gateway.GatewaySettings;
import moltis.gateway.rpc.RpcMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** What the handbook names exists: a page that promises a command, a key or a method that is not there is a defect. */
class HandbookTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\n(.*?)^```");
    private static final Pattern DOTTED = Pattern.compile("[a-z_]+(\\.[a-z_*]+)+");
    private static final Pattern FILE = Pattern.compile(".*\\.(toml|json|jsonl|db|md|log|jar|gguf|sh)");

    @TempDir
    Path scratch;

    @Test
    void every_command_and_option_that_the_handbook_names_exists() throws IOException {
        CommandLine line = commands();
        List<String> named = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (Page page : pages()) {
            for (String call : page.calls()) {
                named.add(call);
                complaint(line, call).ifPresent(why -> unknown.add(page.name + ": " + call + ": " + why));
            }
        }

        assertThat(unknown).isEmpty();
        assertThat(named).hasSizeGreaterThan(30);
    }

    @Test
    void every_example_of_the_configuration_holds_known_keys_and_good_values() throws IOException {
        Settings settings = settings();
        var service = settings.service(settings.live(settings.start().load()));
        List<String> wrong = new ArrayList<>();
        List<String> examples = new ArrayList<>();
        for (Page page : pages()) {
            for (String example : page.blocks(Set.of("toml"))) {
                examples.add(example);
                service.check(example).stream()
                        .filter(issue -> issue.isFatal()
                                || issue.category() == Category.UNKNOWN_FIELD
                                || issue.category() == Category.NOT_IN_EFFECT)
                        .forEach(issue -> wrong.add(page.name + ": " + issue));
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(examples).hasSizeGreaterThan(3);
    }

    @Test
    void every_dotted_name_in_the_handbook_is_a_key_or_a_method() throws IOException {
        Settings settings = settings();
        LiveConfig live = settings.live(settings.start().load());
        JsonNode schema = settings.service(live).schema();
        Set<String> methods = methods(settings, live);
        Set<String> groups = methods.stream().map(name -> name.split("\\.")[0]).collect(Collectors.toSet());
        List<String> unknown = new ArrayList<>();
        List<String> known = new ArrayList<>();
        for (Page page : pages()) {
            for (String name : page.dotted()) {
                String first = name.split("\\.")[0];
                if (!groups.contains(first) && !schema.path("properties").has(first)) continue;
                boolean exists =
                        isKey(schema, name) || methods.contains(name) || name.endsWith(".*") && groups.contains(first);
                (exists ? known : unknown).add(page.name + ": " + name);
            }
        }

        assertThat(unknown).isEmpty();
        assertThat(known).hasSizeGreaterThan(8);
    }

    private static Set<String> methods(Settings settings, LiveConfig live) {
        try (Composition composition =
                new Composition(settings, live, GatewaySettings.local(0, Version.current()), Map.of(), _ -> {})) {
            return composition.gateway().methods().stream().map(RpcMethod::name).collect(Collectors.toSet());
        }
    }

    /** Whether the schema has {@code name}; a star or any word stands for a free name. */
    private static boolean isKey(JsonNode schema, String name) {
        JsonNode at = schema;
        for (String part : KeyPath.parse(name).parts()) {
            JsonNode named = at.path("properties").path(part);
            at = named.isMissingNode() ? at.path("additionalProperties") : named;
        }
        return at.isObject();
    }

    private CommandLine commands() {
        Surroundings surroundings = new Surroundings(shell(), new GlobalOptions());
        CommandLine line = new CommandLine(new MoltisCommand(surroundings));
        Moltis.COMMANDS.forEach((name, command) -> line.addSubcommand(name, command.apply(surroundings)));
        return line;
    }

    /** Why {@code call} can't be typed as it stands; empty when it can. */
    private static Optional<String> complaint(CommandLine line, String call) {
        CommandLine at = line;
        for (String word : call.replaceAll("\"[^\"]*\"", "TEXT").split("\\s+")) {
            if (word.startsWith("#") || word.equals("|") || word.startsWith(">")) break;
            CommandLine next = at.getSubcommands().get(word);
            if (next != null) {
                at = next;
            } else if (word.matches("--?[a-z].*")) {
                String option = word.replaceFirst("=.*", "");
                if (at.getCommandSpec().findOption(option) == null) return Optional.of("no option " + option);
            } else if (word.matches("[a-z]+")
                    && at.getCommandSpec().positionalParameters().isEmpty()
                    && at.getCommandSpec().options().stream().noneMatch(each -> call.contains(each.longestName()))) {
                return Optional.of("no command " + word);
            }
        }
        return Optional.empty();
    }

    private Settings settings() {
        return Settings.of(shell(), new GlobalOptions());
    }

    private Shell shell() {
        return new Shell(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(OutputStream.nullOutputStream()),
                new PrintStream(OutputStream.nullOutputStream()),
                Map.of(
                        "HOME", scratch.toString(),
                        "MOLTIS_CONFIG_DIR", scratch.resolve("config").toString(),
                        "MOLTIS_DATA_DIR", scratch.resolve("data").toString()),
                scratch,
                false,
                false);
    }

    private static List<Page> pages() throws IOException {
        List<Page> pages = new ArrayList<>();
        try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
            List<Path> written = files.filter(path -> path.toString().endsWith(".md"))
                    .filter(path -> !path.toString().contains("node_modules"))
                    .filter(path -> !path.startsWith(ROOT.resolve("docs/target")))
                    .toList();
            for (Path path : written) pages.add(Page.read(path));
        }
        pages.add(Page.read(ROOT.resolve("README.md")));
        return pages;
    }

    private record Page(String name, String text) {

        static Page read(Path path) throws IOException {
            return new Page(ROOT.relativize(path).toString(), Files.readString(path));
        }

        List<String> blocks(Set<String> languages) {
            return all(BLOCK, found -> languages.contains(found.group(1)) ? found.group(2) : "");
        }

        private List<String> inline() {
            return CODE.matcher(BLOCK.matcher(text).replaceAll(""))
                    .results()
                    .map(found -> found.group(1))
                    .toList();
        }

        /** What stands behind the name of the program, wherever the page lets somebody type it. */
        List<String> calls() {
            Stream<String> typed =
                    blocks(Set.of("sh", "bash", "console", "")).stream().flatMap(String::lines);
            return Stream.concat(inline().stream(), typed)
                    .map(code -> code.strip().replaceFirst("^\\$ ", ""))
                    .filter(code -> code.matches("(\\./|bin/)?moltis .*"))
                    .map(code -> code.substring(code.indexOf(' ') + 1))
                    .toList();
        }

        List<String> dotted() {
            return inline().stream()
                    .filter(code -> DOTTED.matcher(code).matches())
                    .filter(code -> !FILE.matcher(code).matches())
                    .toList();
        }

        private List<String> all(Pattern pattern, Function<MatchResult, String> part) {
            return pattern.matcher(text)
                    .results()
                    .map(part)
                    .filter(found -> !found.isEmpty())
                    .toList();
        }
    }
}
