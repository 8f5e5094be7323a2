package moltis.providers.local;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import moltis.core.model.EventSink;
import moltis.core.model.StreamEvent;

/**
 * A model in a process of its own. The library never gives a model's memory back and its threads keep a JVM from ending;
 * a process does both at once, can be stopped at any moment, and may crash without harm.
 */
final class ModelProcess implements Engine {

    private static final int PIECES_AHEAD = 256;
    private static final long STOP_SECONDS = 3;
    /** Beginnings of the names of variables that native code may look at. */
    private static final List<String> PASSED_ON =
            List.of("PATH", "HOME", "LD_", "DYLD_", "OMP_", "GGML_", "LLAMA_", "CUDA_", "SystemRoot", "TMP", "TEMP");
    /** What a model needs beside its weights, at the least. */
    private static final long SURROUNDINGS = 512L << 20;

    private final Process process;
    private final Writer questions;
    private final BlockingQueue<Line> lines = new ArrayBlockingQueue<>(PIECES_AHEAD);
    /** A stopped answer whose last line has not come yet. */
    private boolean stopping;

    private ModelProcess(Process process) {
        this.process = process;
        this.questions = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        Thread.ofVirtual().name("local-model-reader").start(this::read);
    }

    /** Starts the process and waits until the model is loaded. */
    static Engine load(Path file, int contextTokens, int gpuLayers) throws IOException, InterruptedException {
        checkMemory(file);
        Path libraries = Files.createDirectories(file.toAbsolutePath().resolveSibling(".native"));
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx64m",
                        "--enable-native-access=ALL-UNNAMED",
                        // The native library is unpacked here, not into a folder where others may put one.
                        "-Dde.kherud.llama.tmpdir=" + libraries,
                        "-cp",
                        System.getProperty("java.class.path"),
                        LlamaProcess.class.getName(),
                        file.toAbsolutePath().toString(),
                        Integer.toString(contextTokens),
                        Integer.toString(gpuLayers)))
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        // Keys of providers, and options for the server's own JVM, are none of its business.
        builder.environment().keySet().removeIf(name -> PASSED_ON.stream().noneMatch(name::startsWith));
        var engine = new ModelProcess(builder.start());
        try {
            Line first = engine.lines.take();
            if (!first.word.equals(LlamaProcess.READY)) throw new IOException(first.value);
            return engine;
        } catch (IOException | InterruptedException e) {
            engine.close();
            throw e;
        }
    }

    private static void checkMemory(Path file) throws IOException {
        if (!(ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean machine)) return;
        long needed = Files.size(file) + SURROUNDINGS;
        if (needed <= machine.getTotalMemorySize()) return;
        throw new IOException("it needs about " + gigabytes(needed) + " GB of memory, and this machine has "
                + gigabytes(machine.getTotalMemorySize()) + " GB");
    }

    private static long gigabytes(long bytes) {
        return Math.max(1, Math.round(bytes / 1e9));
    }

    @Override
    public Answer answer(String messagesJson, int outputTokens, EventSink sink)
            throws IOException, ContextFullException, InterruptedException {
        awaitStopped();
        questions.write(outputTokens + " " + messagesJson + "\n");
        questions.flush();
        boolean ended = false;
        try {
            while (true) {
                Line line = lines.take();
                ended = !line.word.equals(LlamaProcess.TEXT);
                switch (line.word) {
                    case LlamaProcess.TEXT -> sink.accept(new StreamEvent.Text(line.value));
                    case LlamaProcess.DONE -> {
                        String[] numbers = line.value.split(" ");
                        return new Answer(
                                Integer.parseInt(numbers[0]),
                                Integer.parseInt(numbers[1]),
                                Boolean.parseBoolean(numbers[2]));
                    }
                    case LlamaProcess.FULL -> throw new ContextFullException(line.value);
                    default -> throw new IOException(line.value);
                }
            }
        } finally {
            if (!ended) stop();
        }
    }

    /** Asks the process to stop after the next piece; who comes next waits for that. */
    private void stop() throws IOException {
        stopping = true;
        questions.write(LlamaProcess.STOP + "\n");
        questions.flush();
    }

    private void awaitStopped() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_SECONDS);
        while (stopping) {
            Line line = lines.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (line == null) {
                process.destroyForcibly();
                throw new IOException("it did not stop when it was told to");
            }
            stopping = line.word.equals(LlamaProcess.TEXT);
        }
    }

    private void read() {
        try (var in = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith(LlamaProcess.MARK)) lines.put(Line.parse(line));
            }
            lines.put(new Line(LlamaProcess.FAILED, "its process ended with code " + process.waitFor()));
        } catch (IOException | InterruptedException _) {
            process.destroyForcibly();
        }
    }

    @Override
    public boolean alive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        // The reader may wait for somebody to take a line.
        lines.clear();
    }

    private record Line(String word, String value) {
        static Line parse(String line) {
            int space = line.indexOf(' ', LlamaProcess.MARK.length());
            return new Line(
                    line.substring(LlamaProcess.MARK.length(), space),
                    LlamaProcess.unescaped(line.substring(space + 1)));
        }
    }
}
