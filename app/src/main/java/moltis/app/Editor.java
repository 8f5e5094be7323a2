package moltis.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import moltis.core.ErrorCode;
import moltis.core.RequestException;

/** The editor that the person prefers. */
record Editor(List<String> command) {

    static Editor of(Map<String, String> environment) {
        String wanted = environment.getOrDefault("VISUAL", environment.getOrDefault("EDITOR", "vi"));
        return new Editor(List.of(wanted.strip().split("\\s+")));
    }

    /** Lets the person edit {@code file} and waits until the editor is closed. */
    void open(Path file) throws InterruptedException {
        List<String> line = new ArrayList<>(command);
        line.add(file.toString());
        try {
            int exit = new ProcessBuilder(line).inheritIO().start().waitFor();
            if (exit != 0) throw failed("It ended with " + exit + ".", null);
        } catch (IOException e) {
            throw failed("It can't be started.", e);
        }
    }

    private RequestException failed(String why, @org.jspecify.annotations.Nullable Throwable cause) {
        return new RequestException(
                ErrorCode.UNAVAILABLE,
                "The editor '" + String.join(" ", command) + "' did not work. " + why,
                "Name another one in the variable VISUAL or EDITOR.",
                cause);
    }
}
