package moltis.gateway.rpc;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import moltis.core.session.SessionKey;

/**
 * Whoever calls, with what its connection remembers. A caller over plain HTTP has no connection: it remembers nothing and
 * receives no events.
 */
public interface Caller {

    String connectionId();

    /** The session that later calls mean when they name none. */
    Optional<SessionKey> activeSession();

    void activate(SessionKey session);

    /** The project of the conversation; empty clears it. */
    void chooseProject(Optional<String> project);

    /** What the client said about its place and language. */
    Optional<ZoneId> zone();

    Optional<String> acceptLanguage();

    /** When it was last heard of; empty without a connection. */
    Optional<Instant> lastActivity();

    /** Notes that it was heard of now. */
    void touch();

    /**
     * Adds event names to what it receives.
     *
     * @param sessions when not empty, events of other sessions than these (and those named before) are left out
     */
    void subscribe(Collection<String> events, Collection<SessionKey> sessions);

    void unsubscribe(Collection<String> events);

    void unsubscribeAll();

    void join(List<String> channels);

    void leave(List<String> channels);
}
