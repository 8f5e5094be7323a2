package moltis.gateway.access;

import java.util.Optional;
import moltis.access.limit.TrustedProxies;
import moltis.core.Secret;

/**
 * What the gate has to know about its surroundings.
 *
 * @param behindProxy whether all requests come by way of a proxy, so that none counts as local
 * @param proxies whom to believe about the addresses of clients; read only behind a proxy
 * @param tls whether this process encrypts its connections itself
 * @param token of the environment, for clients of the socket until there is a credential
 * @param note the token that this process has left for commands of the same user
 */
public record GateSettings(
        boolean behindProxy, TrustedProxies proxies, boolean tls, Optional<Secret> token, Optional<Secret> note) {

    /** Reached directly, without encryption. */
    public static final GateSettings DIRECT =
            new GateSettings(false, TrustedProxies.NONE, false, Optional.empty(), Optional.empty());
}
