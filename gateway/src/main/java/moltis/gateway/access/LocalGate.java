package moltis.gateway.access;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * The gate of a server that only this machine can reach: whoever works here is the operator. A page of another site is
 * not; its browser gives it away by the {@code Origin} it sends, or by a {@code Host} that is not this machine's name
 * although the connection comes from here (a site that resolves its own name to our address).
 */
public final class LocalGate implements Gate {

    @Override
    public Verdict request(RequestFacts request, Access access) {
        if (!(request.peer() instanceof InetSocketAddress peer)
                || !peer.getAddress().isLoopbackAddress())
            return new Verdict.Refused(403, "LOCAL_ONLY", "only this machine may connect");
        if (!Origin.isLoopbackHost(request.header("Host").orElse("")))
            return new Verdict.Refused(403, "HOST_NOT_ALLOWED", "this server answers to localhost only");
        if (!sameOrigin(request))
            return new Verdict.Refused(403, "ORIGIN_NOT_ALLOWED", "requests from other sites are not allowed");
        return new Verdict.Admitted(Identity.LOCAL_OPERATOR);
    }

    @Override
    public Peer peer(RequestFacts request) {
        return new Peer(InetAddress.getLoopbackAddress(), true);
    }

    @Override
    public boolean sameOrigin(RequestFacts request) {
        return Origin.allowed(request.header("Origin"), request.header("Host").orElse(""));
    }

    @Override
    public Verdict handshake(Identity upgraded, Credentials shown, Peer from) {
        return new Verdict.Admitted(upgraded);
    }

    @Override
    public boolean stands(Identity who) {
        return true;
    }

    @Override
    public boolean keepsStrangersOut() {
        return false;
    }
}
