package moltis.testing.process;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** A running gateway of the distribution. */
public final class GatewayProcess implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    private final Process process;
    private final int port;
    private final Path log;
    private final Duration untilHealthy;

    private GatewayProcess(Process process, int port, Path log, Duration untilHealthy) {
        this.process = process;
        this.port = port;
        this.log = log;
        this.untilHealthy = untilHealthy;
    }

    /** Starts the gateway on a free port and waits until it answers. */
    public static GatewayProcess start(Distribution distribution) throws IOException, InterruptedException {
        int port = freePort();
        Path log = distribution.scratch().resolve("gateway.log");
        ProcessBuilder command = distribution
                .command()
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        command.environment().put("MOLTIS_SERVER__PORT", Integer.toString(port));
        long begin = System.nanoTime();
        Process process = command.start();
        process.getOutputStream().close();
        while (!Http.answers(port, "/health")) {
            long waited = System.nanoTime() - begin;
            if (!process.isAlive() || waited > START_LIMIT.toNanos()) {
                process.destroyForcibly();
                throw new IOException("the gateway did not start:\n" + Files.readString(log));
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
        return new GatewayProcess(process, port, log, Duration.ofNanos(System.nanoTime() - begin));
    }

    /** From the start of the process to the first answer of {@code /health}. */
    public Duration untilHealthy() {
        return untilHealthy;
    }

    public int port() {
        return port;
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** What it has written so far. */
    public String output() throws IOException {
        return Files.readString(log);
    }

    /** Ends it as {@code kill -9} does, and waits until it is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Asks it to stop and waits. @return its exit code */
    public int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_LIMIT)) {
            kill();
            throw new IllegalStateException("the gateway did not stop within " + STOP_LIMIT);
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.onExit().orTimeout(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            process.destroyForcibly();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
