package moltis.gateway.access;

/** Stands in front of every route, handshake and method. Safe for use by many threads; may block for a look-up. */
public interface Gate {

    /** Decides about a request or an upgrade. */
    Verdict request(RequestFacts request, Access access);

    /**
     * Decides about a handshake.
     *
     * @param upgraded who the upgrade request was taken for
     */
    Verdict handshake(Identity upgraded, Credentials shown);

    /** Whether this caller may call a method now. Asked for every call, so a withdrawn right ends at once. */
    boolean mayCall(Identity who, Scope needed);
}
