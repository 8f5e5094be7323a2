package moltis.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many people at once, each on a virtual thread. */
final class Crowd {

    private Crowd() {}

    /** What one of them does. */
    interface Part<T> {
        T play(int number) throws IOException, InterruptedException;
    }

    /** Lets everybody play and collects what they bring. */
    static <T> List<T> of(int size, Part<T> part) throws IOException, InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> playing = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                int number = i;
                playing.add(threads.submit(() -> part.play(number)));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> player : playing) results.add(player.get());
            return results;
        } catch (ExecutionException e) {
            throw new IOException("someone in the crowd failed", e.getCause());
        }
    }
}
