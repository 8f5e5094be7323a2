package moltis.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import moltis.testing.model.Reply;

/** Fifty sessions that never pause. */
final class Throughput implements Scenario {

    private static final int SESSIONS = 50;
    private static final Duration WARM_UP = Duration.ofSeconds(8);
    private static final Duration LENGTH = Duration.ofSeconds(15);

    @Override
    public List<Figure> measure(Path scratch) throws IOException, InterruptedException {
        try (World world = World.start(scratch, Reply.saysWords(100))) {
            run(world, WARM_UP);
            List<Integer> turns = run(world, LENGTH);
            int sum = turns.stream().mapToInt(Integer::intValue).sum();
            return List.of(
                    Figure.atLeast(
                            500, "turns of 100 tokens with 50 sessions", sum / (double) LENGTH.toSeconds(), "/s"),
                    Figure.of("resident memory afterwards", world.residentMegabytes(), "MB"));
        }
    }

    private static List<Integer> run(World world, Duration length) throws IOException, InterruptedException {
        long end = System.nanoTime() + length.toNanos();
        return Crowd.of(SESSIONS, number -> {
            int turns = 0;
            try (Talker talker = world.talker("session:throughput-" + number + "-" + end)) {
                for (; System.nanoTime() < end; turns++) talker.turn("Next.");
            }
            return turns;
        });
    }
}
