package moltis.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import moltis.testing.model.Reply;

/** A thousand turns of one session: the last must be as quick and as small as the first. */
final class LongSession implements Scenario {

    private static final int WARM_UP = 300;
    private static final int TURNS = 1000;
    private static final int WINDOW = 100;

    @Override
    public List<Figure> measure(Path scratch) throws IOException, InterruptedException {
        Samples first = new Samples();
        try (World world = World.start(scratch, Reply.saysWords(100))) {
            try (Talker talker = world.talker("session:warm-up")) {
                for (int i = 0; i < WARM_UP; i++) talker.turn("Next.");
            }
            double before = world.residentMegabytes();
            try (Talker talker = world.talker("session:long")) {
                for (int i = 0; i < TURNS; i++)
                    first.add(talker.turn("Tell me more.").firstDelta());
            }
            return List.of(
                    Figure.of("to the first token, turns 1 to 100, p50", first.millis(0.5, 0, WINDOW), "ms"),
                    Figure.of(
                            "to the first token, turns 901 to 1,000, p50",
                            first.millis(0.5, TURNS - WINDOW, TURNS),
                            "ms"),
                    Figure.of(
                            "to the first token, turns 901 to 1,000, p99",
                            first.millis(0.99, TURNS - WINDOW, TURNS),
                            "ms"),
                    Figure.of("resident memory, growth over 1,000 turns", world.residentMegabytes() - before, "MB"));
        }
    }
}
