package moltis.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import moltis.testing.model.Reply;

/** Ten thousand turns: memory must not climb once it is warm. */
final class Soak implements Scenario {

    private static final int SESSIONS = 20;
    private static final int ROUNDS = 10;
    private static final int TURNS_A_ROUND = 1000;

    @Override
    public List<Figure> measure(Path scratch) throws IOException, InterruptedException {
        List<Double> memory = new ArrayList<>();
        try (World world = World.start(scratch, Reply.saysWords(60))) {
            for (int round = 0; round < ROUNDS; round++) {
                int now = round;
                Crowd.of(SESSIONS, number -> {
                    // pain 24: sessions come and go over weeks, so each round has its own
                    try (Talker talker = world.talker("session:soak-" + now + "-" + number)) {
                        for (int i = 0; i < TURNS_A_ROUND / SESSIONS; i++) talker.turn("Next.");
                    }
                    return number;
                });
                memory.add(world.residentMegabytes());
            }
        }
        return List.of(
                Figure.of("resident memory after 3,000 turns", memory.get(2), "MB"),
                Figure.of("resident memory after 10,000 turns", memory.getLast(), "MB"),
                Figure.atMost(10, "pain 24: growth over the last 5,000 turns", memory.getLast() - memory.get(4), "MB"));
    }
}
