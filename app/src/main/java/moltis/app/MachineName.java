package moltis.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The machine's name without asking the network for it. */
final class MachineName {

    private MachineName() {}

    static String current() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            return "localhost";
        }
    }
}
