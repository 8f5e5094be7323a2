package moltis.app;

import java.nio.file.Path;
import java.util.Optional;
import moltis.app.log.LogLevel;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command takes, before or behind its name. */
final class GlobalOptions {

    @Option(
            names = "--config-dir",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Where moltis.toml and the keys are (default: ~/.config/moltis).")
    Optional<Path> configDirectory = Optional.empty();

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Where conversations and files are (default: ~/.moltis).")
    Optional<Path> dataDirectory = Optional.empty();

    @Option(
            names = "--share-dir",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Where a packaged web page lies.")
    Optional<Path> shareDirectory = Optional.empty();

    @Option(
            names = "--log-level",
            paramLabel = "LEVEL",
            scope = ScopeType.INHERIT,
            description = "trace, debug, info, warn, error or off (the gateway: info, commands: off).")
    Optional<LogLevel> logLevel = Optional.empty();

    @Option(names = "--json-logs", scope = ScopeType.INHERIT, description = "Log as JSON lines.")
    boolean jsonLogs;
}
