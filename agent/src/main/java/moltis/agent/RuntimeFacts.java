package moltis.agent;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** What the model is told about the machine; nothing here changes while the server runs. */
public record RuntimeFacts(String version, String host, String os, String arch, String shell, Path dataDirectory) {

    /** @param system the system properties; @param environment the process environment */
    public static RuntimeFacts of(
            String version, Path dataDirectory, Properties system, Map<String, String> environment) {
        String shell = environment.getOrDefault("SHELL", environment.getOrDefault("COMSPEC", ""));
        return new RuntimeFacts(
                version,
                environment.getOrDefault("HOSTNAME", environment.getOrDefault("COMPUTERNAME", "")),
                system.getProperty("os.name", ""),
                system.getProperty("os.arch", ""),
                shell.substring(Math.max(shell.lastIndexOf('/'), shell.lastIndexOf('\\')) + 1),
                dataDirectory);
    }
}
