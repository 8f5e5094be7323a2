package moltis.app.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Optional;
import moltis.app.link.RunningGateway;

/** The machine: Java, memory, the port. */
public final class HostCheck {

    private HostCheck() {}

    /** @param port the configured one, or 0 when none was chosen yet */
    public static void run(Findings findings, Path data, int port) {
        findings.in("Machine");
        findings.ok("Java " + Runtime.version() + " in " + System.getProperty("java.home"));
        MemoryFloor.problem().ifPresentOrElse(findings::fail, () -> findings.ok("Enough memory"));
        Optional<RunningGateway> running = RunningGateway.find(data);
        if (running.isPresent()) {
            findings.ok("The gateway runs as process " + running.get().pid() + " at "
                    + running.get().url());
        } else if (port == 0) {
            findings.info("No gateway runs; the first start picks a free port");
        } else if (free(port)) {
            findings.ok("No gateway runs; its port " + port + " is free");
        } else {
            findings.fail("Port " + port + " is taken by another program: moltis config set server.port NUMBER");
        }
    }

    private static boolean free(int port) {
        try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
