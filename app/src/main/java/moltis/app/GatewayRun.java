package moltis.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import moltis.app.doctor.MemoryFloor;
import moltis.app.link.RunningGateway;
import moltis.app.log.LogLevel;
import moltis.app.log.LogLine;
import moltis.app.log.Logging;
import moltis.config.ConfigStart;
import moltis.config.ConfigWatcher;
import moltis.config.DefaultsFile;
import moltis.config.LiveConfig;
import moltis.config.section.ServerConfig;
import moltis.core.ConfigException;
import moltis.core.ErrorCode;
import moltis.core.RequestException;
import moltis.core.Secret;
import moltis.gateway.GatewayServer;
import moltis.gateway.GatewaySettings;
import moltis.gateway.log.LogBuffer;
import moltis.gateway.log.LogEntry;
import moltis.gateway.socket.SocketLimits;
import moltis.storage.DataDirectoryLock;
import org.jline.utils.Signals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ExitCode;

/** One run of the gateway, from the first line of the log to the last. */
final class GatewayRun {

    private static final Logger LOG = LoggerFactory.getLogger(GatewayRun.class);
    private static final List<String> STOP_SIGNALS = List.of("INT", "TERM", "HUP");
    private static final Duration CONFIG_CHECK = Duration.ofSeconds(3);

    private final Surroundings surroundings;
    private final GatewayOptions options;

    GatewayRun(Surroundings surroundings, GatewayOptions options) {
        this.surroundings = surroundings;
        this.options = options;
    }

    /** Runs until the process is told to stop, or this thread is interrupted. Then everything is closed in order. */
    int untilStopped() throws IOException, InterruptedException {
        MemoryFloor.problem().ifPresent(problem -> {
            throw new RequestException(ErrorCode.UNAVAILABLE, problem, "");
        });
        Settings settings = surroundings.settings();
        // Beside everything else: what the engine loads slowest is there when it is needed.
        Thread.ofPlatform().daemon().name("warm-up").start(GatewayServer::warmUp);
        try (Logging logging = surroundings.startLogging(surroundings.shell().out(), LogLevel.INFO);
                DataDirectoryLock _ = DataDirectoryLock.acquire(settings.dirs().data(), Clock.systemUTC())) {
            logging.alsoInto(settings.dirs().data());
            ConfigStart.Prepared prepared =
                    settings.start().prepare(settings.start().load(), GatewayRun::freePort);
            LiveConfig live = settings.live(prepared.loaded());
            GatewaySettings address = address(settings, live, options.port.orElse(prepared.effectivePort()));
            try (Composition composition =
                    new Composition(settings, live, address, settings.variables(), this::showCode)) {
                logging.also(line -> remember(composition.logs(), line));
                serve(settings, live, composition);
            }
            LOG.info("stopped");
        }
        return ExitCode.OK;
    }

    private void serve(Settings settings, LiveConfig live, Composition composition)
            throws IOException, InterruptedException {
        Path data = settings.dirs().data();
        CountDownLatch stop = new CountDownLatch(1);
        STOP_SIGNALS.forEach(signal -> Signals.register(signal, stop::countDown));
        try (GatewayServer gateway = composition.gateway()) {
            // First what an earlier process left: nobody who connects now may overtake it.
            composition.recover();
            composition.door().prepare();
            gateway.start();
            int port = gateway.address().getPort();
            composition.door().listens(gateway.onlyHttps() ? "https" : "http", port, MachineName.current());
            new RunningGateway(
                            ProcessHandle.current().pid(),
                            URI.create("http://127.0.0.1:" + port),
                            Optional.of(composition.door().note()))
                    .announce(data);
            new Banner(settings, live, gateway, composition.door()).show(surroundings);
            live.confirm();
            DefaultsFile.refresh(settings.dirs());
            try (ConfigWatcher _ = ConfigWatcher.start(live, CONFIG_CHECK)) {
                await(stop);
            }
            LOG.info("stopping");
        } finally {
            RunningGateway.withdraw(data);
        }
    }

    /** Not by the log, which others may read. */
    private void showCode(Secret code) {
        surroundings.shell().err().println("setup code: " + code.reveal());
    }

    private static void await(CountDownLatch stop) {
        try {
            stop.await();
        } catch (InterruptedException e) {
            // whoever runs us inside a process of theirs wants us to stop
        }
    }

    private GatewaySettings address(Settings settings, LiveConfig live, int port) {
        ServerConfig server = live.current().server();
        String bind = literal(options.bind.orElse(server.bind()));
        String host = MachineName.current();
        GatewaySettings plain = new GatewaySettings(
                bind,
                port,
                Version.current(),
                host,
                settings.web(
                        Optional.ofNullable(System.getProperty("moltis.home")).map(Path::of)),
                false,
                server.rpcTimeout().toMillis(),
                server.wsRequestLogs(),
                SocketLimits.DEFAULT);
        return new Https(
                        live.current().tls(),
                        settings.variables(),
                        settings.dirs().config(),
                        bind,
                        host)
                .served(options.noTls, port)
                .map(plain::with)
                .orElse(plain);
    }

    private static String literal(String bind) {
        try {
            return InetAddress.getByName(bind).getHostAddress();
        } catch (UnknownHostException e) {
            throw new ConfigException(
                    "There is no address called '" + bind + "' to listen on.",
                    "Use 127.0.0.1, or a name that this machine knows: moltis config set server.bind 127.0.0.1",
                    e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new ConfigException("This machine has no free port.", "", e);
        }
    }

    private static void remember(LogBuffer buffer, LogLine line) {
        buffer.add(new LogEntry(
                line.timestamp(),
                moltis.gateway.log.LogLevel.parse(line.level()).orElse(moltis.gateway.log.LogLevel.INFO),
                line.target(),
                line.message(),
                java.util.Map.copyOf(line.fields())));
    }
}
