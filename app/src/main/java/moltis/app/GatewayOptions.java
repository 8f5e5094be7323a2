package moltis.app;

import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of a gateway's run; none of them is kept. */
final class GatewayOptions {

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            description = "Listen on this address instead of the configured one.")
    Optional<String> bind = Optional.empty();

    @Option(names = "--port", paramLabel = "PORT", description = "Listen on this port instead of the configured one.")
    Optional<Integer> port = Optional.empty();

    @Option(names = "--no-tls", description = "Serve plain HTTP in this run.")
    boolean noTls;
}
