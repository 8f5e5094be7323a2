package moltis.gateway.access;

import moltis.access.Scope;

/** Stands in front of every route, handshake and method. Safe for use by many threads; may block for a look-up. */
public interface Gate {

    /** Decides about a request or an upgrade. */
    Verdict request(RequestFacts request, Access access);

    /** From where a request comes. */
    Peer peer(RequestFacts request);

    /** Whether a page at this {@code Origin}, if there is one, belongs to the address that was asked. */
    boolean sameOrigin(RequestFacts request);

    /**
     * Decides about a handshake.
     *
     * @param upgraded who the upgrade request was taken for
     * @param from where the upgrade request came from
     */
    Verdict handshake(Identity upgraded, Credentials shown, Peer from) throws InterruptedException;

    /** Whether what this caller proved still counts. */
    boolean stands(Identity who);

    /** Whether this caller may call a method now. Asked for every call, so a withdrawn right ends at once. */
    default boolean mayCall(Identity who, Scope needed) {
        return who.holds(needed) && stands(who);
    }

    /** Whether the gate tells strangers from the person, so that others may reach the server. */
    boolean keepsStrangersOut();
}
