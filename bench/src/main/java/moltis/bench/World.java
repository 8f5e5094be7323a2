package moltis.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import moltis.testing.model.Reply;
import moltis.testing.model.ScriptedModelServer;
import moltis.testing.process.Distribution;
import moltis.testing.process.GatewayProcess;
import moltis.testing.process.GatewaySocket;
import moltis.testing.process.ProcessFigures;

/** A gateway and its model, which gives everybody the same answer. */
final class World implements AutoCloseable {

    private final ScriptedModelServer model;
    private final GatewayProcess gateway;

    private World(ScriptedModelServer model, GatewayProcess gateway) {
        this.model = model;
        this.gateway = gateway;
    }

    static World start(Path scratch, Reply reply) throws IOException, InterruptedException {
        ScriptedModelServer model = ScriptedModelServer.constant(reply, 0);
        Distribution distribution = Distribution.built(scratch).withModel(model.uri() + "/v1", ScriptedModelServer.KEY);
        return new World(model, GatewayProcess.start(distribution));
    }

    /** A person who watches one session. */
    Talker talker(String session) throws IOException {
        return new Talker(GatewaySocket.open(gateway.port(), List.of("chat"), session), session);
    }

    double residentMegabytes() throws IOException {
        return new ProcessFigures(gateway.handle()).resident() / 1e6;
    }

    @Override
    public void close() {
        gateway.close();
        model.close();
    }
}
