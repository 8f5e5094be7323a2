package moltis.gateway.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How much memory there is and how much of it is ours. Safe for use by many threads. */
public final class MemoryFigures {

    private static final Path PROCESS = Path.of("/proc/self/status");
    private static final Path MACHINE = Path.of("/proc/meminfo");
    private static final long KIB = 1024;

    /** In bytes. @param process what this process occupies */
    public record Memory(long process, long available, long total) {}

    /** Where the system does not tell, the figures are those of the Java heap. */
    public Memory now() {
        Runtime runtime = Runtime.getRuntime();
        try {
            List<String> machine = Files.readAllLines(MACHINE);
            return new Memory(
                    figure(Files.readAllLines(PROCESS), "VmRSS:"),
                    figure(machine, "MemAvailable:"),
                    figure(machine, "MemTotal:"));
        } catch (IOException | RuntimeException unknown) {
            return new Memory(runtime.totalMemory() - runtime.freeMemory(), runtime.freeMemory(), runtime.maxMemory());
        }
    }

    private static long figure(List<String> lines, String name) {
        for (String line : lines) {
            if (line.startsWith(name)) return Long.parseLong(line.replaceAll("[^0-9]", "")) * KIB;
        }
        return 0;
    }
}
