package moltis.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import moltis.app.doctor.Finding;
import moltis.app.doctor.Finding.Mark;
import moltis.app.doctor.Findings;
import moltis.app.doctor.FolderCheck;
import moltis.app.doctor.HostCheck;
import moltis.app.link.Link;
import moltis.app.link.RunningGateway;
import moltis.config.ConfigNotice;
import moltis.config.LoadedConfig;
import moltis.config.schema.ConfigIssue;
import moltis.config.schema.Severity;
import moltis.core.MoltisException;
import moltis.core.json.Json;
import moltis.storage.Database;
import moltis.storage.StorageSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code moltis doctor}. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Look for what is wrong and say what to do. Asks each connected provider whether it answers.")
final class DoctorCommand implements Callable<Integer> {

    @Option(names = "--offline", description = "Ask no provider.")
    boolean offline;

    @Option(names = "--json", description = "Print JSON.")
    boolean json;

    private final Surroundings surroundings;
    private final Shell shell;
    private final Findings findings = new Findings();

    DoctorCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.shell = surroundings.shell();
    }

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = surroundings.settings();
        int port = configuration(settings);
        HostCheck.run(findings, settings.dirs().data(), port);
        FolderCheck.run(findings, settings.dirs());
        boolean usable = database(settings.dirs().data());
        if (usable) providers();
        print();
        return findings.count(Mark.FAIL) == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    /** @return the configured port, or 0 */
    private int configuration(Settings settings) {
        findings.in("Configuration (" + settings.file().location().file() + ")");
        List<ConfigIssue> issues = settings.findings();
        for (ConfigIssue issue : issues) {
            switch (issue.severity()) {
                case ERROR -> findings.fail(issue.toString());
                case WARNING -> findings.warn(issue.toString());
                case INFO -> findings.info(issue.toString());
            }
        }
        if (issues.stream().noneMatch(issue -> issue.severity() == Severity.ERROR)) findings.ok("It can be used");
        try {
            LoadedConfig loaded = settings.start().load();
            loaded.notice().map(ConfigNotice::toString).ifPresent(findings::warn);
            return loaded.config().server().port();
        } catch (MoltisException e) {
            return 0; // said above, with its line
        }
    }

    private boolean database(Path data) {
        findings.in("Database");
        if (RunningGateway.find(data).isPresent()) {
            findings.skip("The running gateway has it open");
            return true;
        }
        if (!Files.exists(data.resolve("moltis.db"))) {
            findings.info("There is none yet; the first start makes it");
            return true;
        }
        try (Database database = Database.open(data, StorageSettings.DEFAULT)) {
            List<String> problems = database.check();
            problems.forEach(findings::fail);
            if (problems.isEmpty()) findings.ok("It opens and is whole");
            return problems.isEmpty();
        } catch (MoltisException e) {
            findings.fail(e.sentence() + " " + e.hint());
            return false;
        }
    }

    private void providers() throws InterruptedException {
        findings.in("Providers");
        try (Link link = surroundings.link()) {
            int connected = 0;
            for (JsonNode provider : link.call("providers.available", Json.object())) {
                if (!provider.path("configured").asBoolean(false)) continue;
                connected++;
                provider(link, provider);
            }
            if (connected == 0) {
                findings.warn("No provider is connected: moltis providers add NAME, or moltis models pull starter");
            }
        } catch (MoltisException e) {
            findings.fail(e.sentence() + " " + e.hint());
        }
    }

    private void provider(Link link, JsonNode provider) throws InterruptedException {
        String name = provider.path("name").asString("");
        if (offline) {
            findings.skip(name + " is connected; not asked");
            return;
        }
        try {
            JsonNode verdict = link.call("providers.validate_key", Json.object().put("provider", name));
            if (verdict.path("valid").asBoolean(false)) findings.ok(name + " answers");
            else findings.fail(name + ": " + verdict.path("error").asString("it does not answer"));
        } catch (MoltisException e) {
            findings.fail(name + ": " + e.sentence() + " " + e.hint());
        }
    }

    private void print() {
        if (json) {
            shell.out()
                    .println(Json.write(findings.all().stream()
                            .map(finding -> Json.object()
                                    .put("section", finding.section())
                                    .put("mark", finding.mark().label())
                                    .put("text", finding.text()))
                            .toList()));
            return;
        }
        String section = "";
        for (Finding finding : findings.all()) {
            if (!finding.section().equals(section)) shell.err().println(finding.section());
            section = finding.section();
            shell.err().println("  [" + finding.mark().label() + "]  " + finding.text());
        }
        shell.err()
                .println("Summary: " + findings.count(Mark.FAIL) + " errors, " + findings.count(Mark.WARN)
                        + " warnings");
    }
}
