package moltis.gateway.access;

import java.net.InetAddress;

/** Admits everybody as the operator; what a caller may call is decided by its scopes alone. */
public final class OpenGate implements Gate {

    @Override
    public Verdict request(RequestFacts request, Access access) {
        return new Verdict.Admitted(Identity.LOCAL_OPERATOR);
    }

    @Override
    public Peer peer(RequestFacts request) {
        return new Peer(InetAddress.getLoopbackAddress(), true);
    }

    @Override
    public boolean sameOrigin(RequestFacts request) {
        return true;
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
