package moltis.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;

/** {@code moltis} without a command: the gateway. */
@Command(
        name = "moltis",
        mixinStandardHelpOptions = true,
        versionProvider = MoltisCommand.Release.class,
        description = "A personal agent server. Without a command it runs the gateway.",
        footer = "%nStart with: moltis chat",
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n")
final class MoltisCommand implements Callable<Integer> {

    @Mixin
    private final GlobalOptions options;

    @Mixin
    private final GatewayOptions gateway = new GatewayOptions();

    private final Surroundings surroundings;

    MoltisCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.options = surroundings.options();
    }

    @Override
    public Integer call() throws Exception {
        return new GatewayRun(surroundings, gateway).untilStopped();
    }

    static final class Release implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"moltis " + Version.current()};
        }
    }
}
