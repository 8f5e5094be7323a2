package moltis.app.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The least memory that Moltis runs in. With less it must say so instead of being killed some day. */
public final class MemoryFloor {

    private static final long MEGABYTE = 1024 * 1024;
    private static final long LEAST = 200 * MEGABYTE;

    /** Where Linux says how much a container may take. */
    private static final List<Path> LIMITS =
            List.of(Path.of("/sys/fs/cgroup/memory.max"), Path.of("/sys/fs/cgroup/memory/memory.limit_in_bytes"));

    private MemoryFloor() {}

    /** What is wrong and what to do, or empty when there is enough. */
    public static Optional<String> problem() {
        return LIMITS.stream()
                .map(MemoryFloor::limit)
                .flatMap(Optional::stream)
                .findFirst()
                .flatMap(MemoryFloor::problem);
    }

    static Optional<String> problem(long limit) {
        if (limit >= LEAST) return Optional.empty();
        return Optional.of("This machine or container gives Moltis " + limit / MEGABYTE
                + " MB of memory; it needs at least 256 MB. Raise the limit.");
    }

    private static Optional<Long> limit(Path file) {
        try {
            return Optional.of(Long.parseLong(Files.readString(file).strip()));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty(); // no such file, or "max"
        }
    }
}
