package moltis.providers.local;

import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaIterator;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.ModelParameters;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The program of the model's own process. A line in is a question ({@code <output tokens> <messages as JSON>}) or
 * {@code stop}; lines out begin with {@link #MARK}, a word and a value, since native code writes to the same stream. Ends
 * with its input, so it never outlives the server.
 */
final class LlamaProcess {

    static final String MARK = "\u0001moltis ";
    static final String READY = "ready";
    static final String TEXT = "text";
    static final String DONE = "done";
    static final String FULL = "full";
    static final String FAILED = "failed";
    static final String STOP = "stop";

    /** Small models lose the thread when they may choose: the likeliest word is the best they have. */
    private static final float TEMPERATURE = 0;

    private static final int SEED = 42;
    private static final int SMALLEST_ANSWER = 16;
    private static final String[] STOP_STRINGS = {"<|im_end|>", "<|eot_id|>", "<|end|>", "<|endoftext|>"};

    private final LinkedBlockingQueue<String> questions = new LinkedBlockingQueue<>();
    private final PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    private volatile boolean stopped;

    /** Arguments: model file, context tokens, layers for the graphics card. */
    public static void main(String[] arguments) throws InterruptedException {
        new LlamaProcess().run(arguments[0], Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
    }

    private void run(String file, int contextTokens, int gpuLayers) throws InterruptedException {
        Thread.ofPlatform().daemon().start(this::listen);
        LlamaModel model;
        try {
            ModelParameters parameters = new ModelParameters()
                    .setModel(file)
                    .setCtxSize(contextTokens)
                    .setParallel(1)
                    // One processor stays free: the library's threads wait for each other by spinning.
                    .setThreads(Math.max(1, Runtime.getRuntime().availableProcessors() - 1))
                    .enableJinja()
                    .disableLog();
            if (gpuLayers > 0) parameters.setGpuLayers(gpuLayers);
            model = new LlamaModel(parameters);
        } catch (RuntimeException | LinkageError e) {
            say(FAILED, e.toString());
            return;
        }
        say(READY, "");
        while (true) {
            String question = questions.take();
            int space = question.indexOf(' ');
            try {
                answer(
                        model,
                        Integer.parseInt(question.substring(0, space)),
                        question.substring(space + 1),
                        contextTokens);
            } catch (RuntimeException e) {
                say(FAILED, e.toString());
            }
        }
    }

    private void answer(LlamaModel model, int outputTokens, String messages, int contextTokens) {
        String prompt = model.applyTemplate("{\"messages\":" + messages + "}");
        int input = model.encode(prompt).length;
        int room = contextTokens - input;
        if (room < SMALLEST_ANSWER) {
            say(FULL, input + " of " + contextTokens);
            return;
        }
        int most = Math.min(outputTokens, room);
        LlamaIterator pieces = model.generate(new InferenceParameters(prompt)
                        .setTemperature(TEMPERATURE)
                        .setSeed(SEED)
                        .setNPredict(most)
                        .setStopStrings(STOP_STRINGS)
                        .setCachePrompt(true))
                .iterator();
        int output = 0;
        while (pieces.hasNext()) {
            String text = pieces.next().text;
            output++;
            if (stopped) {
                if (pieces.hasNext()) pieces.cancel();
                break;
            }
            if (!text.isEmpty()) say(TEXT, text);
        }
        stopped = false;
        say(DONE, input + " " + output + " " + (output >= most));
    }

    private void listen() {
        try (var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.equals(STOP)) stopped = true;
                else questions.add(line);
            }
        } catch (IOException e) {
            say(FAILED, e.toString());
        }
        // Native threads would keep the process alive.
        Runtime.getRuntime().halt(0);
    }

    /** Writes one line; line feeds and backslashes of the value are escaped. */
    private void say(String word, String value) {
        String escaped = value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
        synchronized (out) {
            out.print("\n" + MARK + word + " " + escaped + "\n");
            out.flush();
        }
    }

    static String unescaped(String value) {
        if (value.indexOf('\\') < 0) return value;
        StringBuilder text = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c != '\\' || i + 1 == value.length()) {
                text.append(c);
                continue;
            }
            char escape = value.charAt(++i);
            text.append(escape == 'n' ? '\n' : escape == 'r' ? '\r' : escape);
        }
        return text.toString();
    }
}
