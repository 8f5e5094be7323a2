package moltis.gateway.socket;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import moltis.core.session.SessionKey;
import moltis.gateway.access.Identity;
import moltis.gateway.rpc.Caller;
import org.jspecify.annotations.Nullable;

/** A client that has been let in, and what we remember of it until it leaves. Safe for use by many threads. */
final class ClientConnection implements Caller {

    private final String id;
    private final Identity who;
    private final ClientInfo info;
    private final Optional<ZoneId> zone;
    private final Optional<String> acceptLanguage;
    private final Instant connectedAt;
    private final InstantSource clock;
    private final Audience audience;
    private final Outbox outbox;
    private final Line line;

    private final Set<String> channels = ConcurrentHashMap.newKeySet();
    private volatile Instant lastActivity;
    private volatile @Nullable SessionKey activeSession;
    private volatile @Nullable String project;
    // Guarded by this: the audience must follow one change after the other.
    private Subscription subscription = Subscription.NOTHING;
    private boolean gone;
    private long droppedWhenTold;

    ClientConnection(
            String id,
            Identity who,
            ClientInfo info,
            Optional<ZoneId> zone,
            Optional<String> acceptLanguage,
            InstantSource clock,
            Audience audience,
            Outbox outbox,
            Line line) {
        this.id = id;
        this.who = who;
        this.info = info;
        this.zone = zone;
        this.acceptLanguage = acceptLanguage;
        this.clock = clock;
        this.audience = audience;
        this.outbox = outbox;
        this.line = line;
        this.connectedAt = clock.instant();
        this.lastActivity = connectedAt;
    }

    Identity who() {
        return who;
    }

    ClientInfo info() {
        return info;
    }

    Instant connectedAt() {
        return connectedAt;
    }

    /** When it was last heard of. */
    Instant heardAt() {
        return lastActivity;
    }

    Outbox outbox() {
        return outbox;
    }

    Line line() {
        return line;
    }

    /** How many events it has missed since this was last asked. */
    long newlyDropped() {
        long all = outbox.dropped();
        synchronized (this) {
            long more = all - droppedWhenTold;
            droppedWhenTold = all;
            return more;
        }
    }

    /** Receives nothing from now on. */
    void leave() {
        synchronized (this) {
            change(Subscription.NOTHING);
            gone = true;
        }
        outbox.discard();
    }

    void begin(Subscription first) {
        synchronized (this) {
            change(first);
        }
    }

    @Override
    public String connectionId() {
        return id;
    }

    @Override
    public Optional<SessionKey> activeSession() {
        return Optional.ofNullable(activeSession);
    }

    @Override
    public void activate(SessionKey session) {
        activeSession = session;
    }

    @Override
    public void chooseProject(Optional<String> chosen) {
        project = chosen.orElse(null);
    }

    /** The project that later messages belong to. */
    Optional<String> project() {
        return Optional.ofNullable(project);
    }

    @Override
    public Optional<ZoneId> zone() {
        return zone;
    }

    @Override
    public Optional<String> acceptLanguage() {
        return acceptLanguage;
    }

    @Override
    public Optional<Instant> lastActivity() {
        return Optional.of(lastActivity);
    }

    @Override
    public void touch() {
        lastActivity = clock.instant();
    }

    @Override
    public synchronized void subscribe(Collection<String> events, Collection<SessionKey> sessions) {
        change(subscription.plus(events, sessions));
    }

    @Override
    public synchronized void unsubscribe(Collection<String> events) {
        change(subscription.minus(events));
    }

    @Override
    public synchronized void unsubscribeAll() {
        change(Subscription.NOTHING);
    }

    @Override
    public void join(List<String> joined) {
        channels.addAll(joined);
    }

    @Override
    public void leave(List<String> left) {
        left.forEach(channels::remove);
    }

    private void change(Subscription next) {
        if (gone) return;
        audience.move(this, subscription, next);
        subscription = next;
    }
}
