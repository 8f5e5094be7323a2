package moltis.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code moltis gateway}. */
@Command(name = "gateway", mixinStandardHelpOptions = true, description = "Run the server (the default).")
final class GatewayCommand implements Callable<Integer> {

    @Mixin
    private final GatewayOptions options = new GatewayOptions();

    private final Surroundings surroundings;

    GatewayCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        return new GatewayRun(surroundings, options).untilStopped();
    }
}
