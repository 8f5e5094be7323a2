package moltis.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import moltis.testing.process.Distribution;
import moltis.testing.process.GatewayProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an idle gateway does not do. */
class QuietIT {

    private static final int LOOKS = 40;
    private static final String LISTENING = "0A";

    @TempDir
    Path scratch;

    @Test
    void nobody_is_called_unless_a_person_wants_it() throws Exception {
        try (GatewayProcess gateway = GatewayProcess.start(Distribution.built(scratch))) {
            Set<String> calls = new TreeSet<>();
            for (int look = 0; look < LOOKS; look++) {
                calls.addAll(connections(gateway.handle().pid()));
                TimeUnit.MILLISECONDS.sleep(50); // how often we look, not how long we wait for something
            }

            assertThat(calls).isEmpty();
        }
    }

    /** The remote ends of the process's sockets, those that only listen or that a client of ours made left out. */
    private static List<String> connections(long pid) throws IOException {
        Set<String> own = sockets(pid);
        try (Stream<String> tcp = Files.lines(Path.of("/proc/" + pid + "/net/tcp"));
                Stream<String> tcp6 = Files.lines(Path.of("/proc/" + pid + "/net/tcp6"));
                Stream<String> udp = Files.lines(Path.of("/proc/" + pid + "/net/udp"));
                Stream<String> udp6 = Files.lines(Path.of("/proc/" + pid + "/net/udp6"))) {
            return Stream.of(tcp, tcp6, udp, udp6)
                    .flatMap(lines -> lines.skip(1))
                    .map(line -> line.strip().split("\\s+"))
                    .filter(fields -> own.contains(fields[9]) && !fields[3].equals(LISTENING))
                    .map(fields -> fields[2])
                    .toList();
        }
    }

    private static Set<String> sockets(long pid) throws IOException {
        Set<String> inodes = new TreeSet<>();
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            for (Path descriptor : descriptors.toList()) {
                try {
                    String target = Files.readSymbolicLink(descriptor).toString();
                    if (target.startsWith("socket:[")) inodes.add(target.substring(8, target.length() - 1));
                } catch (IOException closedMeanwhile) {
                    // it can't be a connection that stays
                }
            }
        }
        return inodes;
    }
}
