package moltis.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import moltis.access.tls.Certificates;
import moltis.core.ErrorCode;
import moltis.core.RequestException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code moltis trust-ca}. */
@Command(
        name = "trust-ca",
        mixinStandardHelpOptions = true,
        description = "Let this machine's browsers trust the local certificate authority.",
        footer = "%nOther devices download it from https://THIS-MACHINE:PORT/certs/ca.pem")
final class TrustCaCommand implements Callable<Integer> {

    @Option(names = "--print", description = "Only show the commands.")
    private boolean print;

    private final Surroundings surroundings;

    TrustCaCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path authority = authority();
        List<List<String>> commands = commands(System.getProperty("os.name", ""), authority, Files::isDirectory);
        if (commands.isEmpty())
            throw new RequestException(
                    ErrorCode.UNAVAILABLE,
                    "This system's store of trusted authorities is not known here.",
                    "Import " + authority + " by hand: it is the file that every system and browser takes.");
        for (List<String> command : commands) {
            surroundings.shell().err().println("> " + String.join(" ", command));
            if (!print) run(command);
        }
        if (!print) surroundings.shell().out().println("Trusted. Restart the browser, then open the https:// address.");
        return ExitCode.OK;
    }

    private Path authority() {
        Settings settings = surroundings.settings();
        Certificates certificates = new Https(
                        settings.start().load().config().tls(),
                        settings.variables(),
                        settings.dirs().config(),
                        "127.0.0.1",
                        MachineName.current())
                .certificates();
        Optional<Path> file = certificates.authority().flatMap(_ -> certificates.authorityFile());
        return file.orElseThrow(() -> new RequestException(
                ErrorCode.NOT_FOUND,
                "There is no local authority: the server shows a certificate of your own.",
                "Set tls.ca_cert_path if devices have to trust an authority for it."));
    }

    /** A place on the disk that tells which kind of system this is. */
    @FunctionalInterface
    interface Folders {
        boolean exist(Path folder);
    }

    /** What has to be run, by whom may do it; empty if we don't know. */
    static List<List<String>> commands(String system, Path authority, Folders folders) {
        String name = system.toLowerCase(Locale.ROOT);
        String file = authority.toString();
        if (name.contains("mac"))
            return List.of(List.of("security", "add-trusted-cert", "-r", "trustRoot", "-p", "ssl", file));
        if (name.contains("windows")) return List.of(List.of("certutil", "-user", "-addstore", "Root", file));
        Path debian = Path.of("/usr/local/share/ca-certificates");
        Path fedora = Path.of("/etc/pki/ca-trust/source/anchors");
        if (folders.exist(debian))
            return List.of(
                    List.of("sudo", "cp", file, debian.resolve("moltis-ca.crt").toString()),
                    List.of("sudo", "update-ca-certificates"));
        if (folders.exist(fedora))
            return List.of(
                    List.of("sudo", "cp", file, fedora.resolve("moltis-ca.crt").toString()),
                    List.of("sudo", "update-ca-trust"));
        return List.of();
    }

    private void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.INHERIT)
                .redirectErrorStream(true)
                .start();
        try (InputStream said = process.getInputStream()) {
            said.transferTo(surroundings.shell().err());
        }
        if (process.waitFor() != 0)
            throw new RequestException(
                    ErrorCode.UNAVAILABLE,
                    "'" + command.getFirst() + "' did not succeed, so the authority is not trusted.",
                    "Run it yourself; moltis trust-ca --print shows the commands.");
    }
}
