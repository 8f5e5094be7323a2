package moltis.app;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Opens a page in the person's browser, where there is a screen. */
final class Browser {

    private static final long PATIENCE_SECONDS = 3;

    private final Map<String, String> environment;
    private final String system;

    Browser(Map<String, String> environment) {
        this(environment, System.getProperty("os.name", ""));
    }

    Browser(Map<String, String> environment, String system) {
        this.environment = environment;
        this.system = system.toLowerCase(Locale.ROOT);
    }

    /** @return whether a browser took the address; without one the person has to be told it */
    boolean open(URI page) throws InterruptedException {
        Optional<List<String>> command = command(page);
        if (command.isEmpty()) return false;
        try {
            Process opener = new ProcessBuilder(command.get())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            // What still runs after a moment is the browser itself.
            return !opener.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || opener.exitValue() == 0;
        } catch (IOException notInstalled) {
            return false;
        }
    }

    /** What would open it; empty where nobody could see it. */
    Optional<List<String>> command(URI page) {
        boolean web = "https".equals(page.getScheme()) || "http".equals(page.getScheme());
        if (!web) return Optional.empty();
        if (system.contains("mac")) return Optional.of(List.of("open", page.toString()));
        if (system.contains("windows")) {
            return Optional.of(List.of("rundll32", "url.dll,FileProtocolHandler", page.toString()));
        }
        boolean screen = set("DISPLAY") || set("WAYLAND_DISPLAY");
        return screen ? Optional.of(List.of("xdg-open", page.toString())) : Optional.empty();
    }

    private boolean set(String variable) {
        return !environment.getOrDefault(variable, "").isBlank();
    }
}
