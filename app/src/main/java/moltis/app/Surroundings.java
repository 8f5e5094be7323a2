package moltis.app;

import java.io.PrintStream;
import moltis.app.link.Link;
import moltis.app.log.LogLevel;
import moltis.app.log.Logging;

/** What every command is made with. */
record Surroundings(Shell shell, GlobalOptions options) {

    /** Where the configuration comes from; makes the folders when they are missing. */
    Settings settings() {
        return Settings.of(shell, options);
    }

    /** Connects to the gateway that runs on the data directory, or starts one inside this process. */
    Link link() throws InterruptedException {
        return new Links(this).open();
    }

    /** Starts to log to {@code console}, as much as the options and {@code RUST_LOG} say. */
    Logging startLogging(PrintStream console, LogLevel usual) {
        return Logging.start(
                console,
                options.logLevel.orElse(usual),
                options.jsonLogs,
                shell.environment().getOrDefault("RUST_LOG", ""));
    }
}
