package moltis.testing.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** What a process and its children use, as Linux counts it. */
public record ProcessFigures(ProcessHandle process) {

    private static final long MICROS_PER_TICK = 10_000; // Linux counts in hundredths of a second for everybody

    /** Resident memory in bytes. */
    public long resident() throws IOException {
        long kilobytes = 0;
        for (ProcessHandle member : tree()) {
            try (Stream<String> lines = Files.lines(Path.of("/proc/" + member.pid() + "/status"))) {
                kilobytes += lines.filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .sum();
            }
        }
        return kilobytes * 1024;
    }

    /** Processor time since the start. */
    public Duration processorTime() throws IOException {
        long ticks = 0;
        for (ProcessHandle member : tree()) {
            String stat = Files.readString(Path.of("/proc/" + member.pid() + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            ticks += Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        }
        return Duration.ofNanos(ticks * MICROS_PER_TICK * 1000);
    }

    private Iterable<ProcessHandle> tree() {
        return Stream.concat(Stream.of(process), process.descendants()).toList();
    }
}
