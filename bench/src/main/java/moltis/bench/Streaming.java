package moltis.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import moltis.testing.model.Reply;

/** A thousand answers at the same time, each fifty tokens a second. */
final class Streaming implements Scenario {

    private static final int SESSIONS = 1000;
    private static final int TOKENS = 1000;
    private static final Duration PACE = Duration.ofMillis(20);

    @Override
    public List<Figure> measure(Path scratch) throws IOException, InterruptedException {
        try (World world = World.start(scratch, Reply.stamps(TOKENS).paced(PACE))) {
            Samples all = new Samples();
            for (Samples one : Crowd.of(SESSIONS, number -> watched(world, number))) all.addAll(one);
            return List.of(
                    Figure.of("tokens seen", all.count(), ""),
                    Figure.of("lateness with 1,000 streams, p50", all.millis(0.5), "ms"),
                    Figure.atMost(50, "lateness with 1,000 streams, p99", all.millis(0.99), "ms"),
                    Figure.atMost(400, "resident memory with 1,000 streams", world.residentMegabytes(), "MB"));
        }
    }

    private static Samples watched(World world, int number) throws IOException, InterruptedException {
        Thread.sleep(number * 5L); // people do not all press Enter in the same instant
        Samples late = new Samples();
        try (Talker talker = world.talker("session:stream-" + number)) {
            talker.send("Go.");
            int[] seen = {0};
            talker.watchStamps(nanos -> {
                if (seen[0]++ > TOKENS / 4) late.add(nanos);
            });
        }
        return late;
    }
}
