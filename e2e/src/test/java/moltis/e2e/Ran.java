package moltis.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import moltis.testing.process.Distribution;

/** A command that has ended. */
record Ran(int exit, String out, String err) {

    private static final long LIMIT_SECONDS = 120;

    static Ran command(Distribution distribution, String... arguments) throws IOException, InterruptedException {
        return withInput(distribution, "", arguments);
    }

    static Ran withInput(Distribution distribution, String input, String... arguments)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile(distribution.scratch(), "out", ".txt");
        Path err = Files.createTempFile(distribution.scratch(), "err", ".txt");
        Process process = distribution
                .command(arguments)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try (var stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        }
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("still running after " + LIMIT_SECONDS + " s: " + Files.readString(err));
        }
        return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
    }
}
