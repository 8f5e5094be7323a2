package moltis.gateway.rpc;

import java.time.Instant;
import java.util.List;
import moltis.gateway.access.Role;

/** Who is connected. Safe for use by many threads. */
public interface Presence {

    int connections();

    List<Present> present();

    record Present(
            String connectionId,
            String clientId,
            Role role,
            String platform,
            Instant connectedAt,
            Instant lastActivity) {}
}
