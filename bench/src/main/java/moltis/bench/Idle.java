package moltis.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import moltis.testing.process.Distribution;
import moltis.testing.process.GatewayProcess;
import moltis.testing.process.ProcessFigures;

/** What a gateway takes while nobody wants anything. */
final class Idle implements Scenario {

    private static final long SETTLE_SECONDS = 5;
    private static final long WATCH_SECONDS = 30;

    @Override
    public List<Figure> measure(Path scratch) throws IOException, InterruptedException {
        try (GatewayProcess gateway = GatewayProcess.start(Distribution.built(scratch))) {
            ProcessFigures figures = new ProcessFigures(gateway.handle());
            TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
            Duration before = figures.processorTime();
            TimeUnit.SECONDS.sleep(WATCH_SECONDS);
            Duration used = figures.processorTime().minus(before);
            return List.of(
                    Figure.atMost(120, "resident memory, idle", figures.resident() / 1e6, "MB"),
                    Figure.atMost(0.2, "processor, idle", used.toMillis() / (WATCH_SECONDS * 10.0), "%"));
        }
    }
}
