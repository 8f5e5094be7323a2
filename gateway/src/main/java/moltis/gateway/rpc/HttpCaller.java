package moltis.gateway.rpc;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import moltis.core.session.SessionKey;

/** A caller without a connection: what depends on one acts on nothing and still succeeds. */
public record HttpCaller(Optional<String> acceptLanguage) implements Caller {

    @Override
    public String connectionId() {
        return "http-rpc";
    }

    @Override
    public Optional<SessionKey> activeSession() {
        return Optional.empty();
    }

    @Override
    public void activate(SessionKey session) {}

    @Override
    public void chooseProject(Optional<String> project) {}

    @Override
    public Optional<ZoneId> zone() {
        return Optional.empty();
    }

    @Override
    public Optional<Instant> lastActivity() {
        return Optional.empty();
    }

    @Override
    public void touch() {}

    @Override
    public void subscribe(Collection<String> events, Collection<SessionKey> sessions) {}

    @Override
    public void unsubscribe(Collection<String> events) {}

    @Override
    public void unsubscribeAll() {}

    @Override
    public void join(List<String> channels) {}

    @Override
    public void leave(List<String> channels) {}
}
