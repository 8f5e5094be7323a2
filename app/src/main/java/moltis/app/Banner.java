package moltis.app;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import moltis.app.log.LogLevel;
import moltis.config.ConfigNotice;
import moltis.config.LiveConfig;
import moltis.gateway.GatewayServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a person wants to know when the gateway is up. */
record Banner(Settings settings, LiveConfig live, GatewayServer gateway, FrontDoor door) {

    private static final Logger LOG = LoggerFactory.getLogger(Banner.class);

    /** Logs that the gateway listens, and shows a box to whoever reads along. */
    void show(Surroundings surroundings) {
        LOG.atInfo()
                .addKeyValue("version", Version.current())
                .addKeyValue("url", url())
                .addKeyValue("methods", gateway.methods().size())
                .log("listening");
        live.notice()
                .ifPresent(notice -> LOG.atWarn()
                        .addKeyValue("file", notice.file())
                        .addKeyValue("line", notice.line())
                        .log(notice.message() + " " + notice.cure()));
        boolean quiet = surroundings.options().jsonLogs
                || surroundings.options().logLevel.orElse(LogLevel.INFO).compareTo(LogLevel.INFO) > 0;
        if (!quiet) box(surroundings.shell().out());
        else door.setupCode().ifPresent(code -> surroundings.shell().err().println("setup code: " + code.reveal()));
    }

    /** Where a browser on this machine finds it. */
    String url() {
        return (gateway.onlyHttps() ? "https" : "http") + "://localhost:"
                + gateway.address().getPort();
    }

    private void box(PrintStream out) {
        List<String> lines = lines();
        int width = lines.stream().mapToInt(String::length).max().orElse(0);
        out.println("┌" + "─".repeat(width + 2) + "┐");
        lines.forEach(line -> out.println("│ " + line + " ".repeat(width - line.length()) + " │"));
        out.println("└" + "─".repeat(width + 2) + "┘");
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("Moltis " + Version.current());
        lines.add(url() + "  (bound to " + gateway.address().getAddress().getHostAddress() + ", protocol 4)");
        lines.add("settings  " + live.loaded().location().file());
        lines.add("data      " + settings.dirs().data());
        live.notice().map(ConfigNotice::toString).ifPresent(notice -> lines.add("warning   " + notice));
        door.passkeyOrigins().forEach(origin -> lines.add("passkeys  " + origin));
        lines.add("talk      moltis chat");
        door.setupCode().ifPresent(code -> {
            lines.add("setup code: " + code.reveal());
            lines.add("enter this code to set your password or register a passkey");
        });
        return lines;
    }
}
