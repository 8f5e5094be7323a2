package moltis.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import moltis.testing.model.Reply;

/** One person, one message after the other, in fresh sessions: the server's share of the wait. */
final class TurnLatency implements Scenario {

    private static final int WARM_UP = 300;
    private static final int TURNS = 1000;
    private static final int TURNS_A_SESSION = 20;

    @Override
    public List<Figure> measure(Path scratch) throws IOException, InterruptedException {
        Samples first = new Samples();
        Samples whole = new Samples();
        try (World world = World.start(scratch, Reply.saysWords(100))) {
            for (int done = 0; done < WARM_UP + TURNS; done += TURNS_A_SESSION) {
                try (Talker talker = world.talker("session:turn-" + done)) {
                    for (int i = 0; i < TURNS_A_SESSION; i++) {
                        Talker.Timing timing = talker.turn("How are you today?");
                        if (done < WARM_UP) continue;
                        first.add(timing.firstDelta());
                        whole.add(timing.whole());
                    }
                }
            }
            return List.of(
                    Figure.atMost(3, "to the first token, p50", first.millis(0.5), "ms"),
                    Figure.atMost(15, "to the first token, p99", first.millis(0.99), "ms"),
                    Figure.of("whole turn of 100 tokens, p50", whole.millis(0.5), "ms"),
                    Figure.of("whole turn of 100 tokens, p99", whole.millis(0.99), "ms"),
                    Figure.of("resident memory afterwards", world.residentMegabytes(), "MB"));
        }
    }
}
