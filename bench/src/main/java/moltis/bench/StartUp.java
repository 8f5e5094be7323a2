package moltis.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import moltis.testing.process.Distribution;
import moltis.testing.process.GatewayProcess;

/** From the start of the process to the first 200 of {@code /health}. */
final class StartUp implements Scenario {

    private static final int STARTS = 11;

    @Override
    public List<Figure> measure(Path scratch) throws IOException, InterruptedException {
        Distribution distribution = Distribution.built(scratch);
        Samples starts = new Samples();
        double first;
        try (GatewayProcess gateway = GatewayProcess.start(distribution)) {
            first = gateway.untilHealthy().toNanos() / 1e6;
        }
        for (int i = 0; i < STARTS; i++) {
            try (GatewayProcess gateway = GatewayProcess.start(distribution)) {
                starts.add(gateway.untilHealthy().toNanos());
            }
        }
        Samples help = new Samples();
        for (int i = 0; i < STARTS; i++) {
            long begin = System.nanoTime();
            distribution
                    .command("agent", "--help")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            help.add(System.nanoTime() - begin);
        }
        return List.of(
                Figure.of("first start, with an empty data folder", first, "ms"),
                Figure.atMost(500, "start to /health, median", starts.millis(0.5), "ms"),
                Figure.of("start to /health, slowest of " + STARTS, starts.millis(1), "ms"),
                Figure.atMost(400, "moltis agent --help, median", help.millis(0.5), "ms"));
    }
}
