package moltis.app;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import moltis.app.link.Link;
import moltis.app.link.LocalLink;
import moltis.app.link.RunningGateway;
import moltis.app.link.SocketLink;
import moltis.app.log.LogLevel;
import moltis.app.log.Logging;
import moltis.config.LiveConfig;
import moltis.core.StorageException;
import moltis.gateway.GatewaySettings;
import moltis.net.HttpClients;
import moltis.net.NetSettings;
import moltis.storage.DataDirectoryLock;

/** Finds the gateway that a command speaks to. */
record Links(Surroundings surroundings) {

    private static final Duration OTHERS_NEED = Duration.ofSeconds(10);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    /**
     * The running gateway, or one inside this process when none runs. While another command has the data directory, this
     * one waits for it.
     */
    Link open() throws InterruptedException {
        Settings settings = surroundings.settings();
        long giveUp = System.nanoTime() + OTHERS_NEED.toNanos();
        while (true) {
            Optional<RunningGateway> running =
                    RunningGateway.find(settings.dirs().data());
            if (running.isPresent()) return connect(running.get());
            try {
                return local(settings, DataDirectoryLock.acquire(settings.dirs().data(), Clock.systemUTC()));
            } catch (StorageException taken) {
                if (System.nanoTime() > giveUp) throw taken;
                Thread.sleep(LOOK_AGAIN);
            }
        }
    }

    private static Link connect(RunningGateway gateway) throws InterruptedException {
        HttpClients http = new HttpClients(NetSettings.defaults(Version.current()));
        return SocketLink.open(http.client(), gateway, Version.current());
    }

    private Link local(Settings settings, DataDirectoryLock lock) {
        try {
            Logging logging = surroundings.startLogging(surroundings.shell().err(), LogLevel.OFF);
            logging.alsoInto(settings.dirs().data());
            LiveConfig live = settings.live(settings.start().load());
            live.notice().ifPresent(notice -> surroundings.shell().err().println("Warning: " + notice));
            Composition composition = new Composition(
                    settings, live, GatewaySettings.local(0, Version.current()), settings.variables(), _ -> {});
            composition.unlock();
            return new LocalLink(composition.gateway(), composition.events(), () -> {
                composition.close();
                logging.close();
                lock.close();
            });
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }
}
