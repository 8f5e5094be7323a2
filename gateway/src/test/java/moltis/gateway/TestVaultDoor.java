package moltis.gateway;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import moltis.core.Secret;
import moltis.gateway.access.RequestFacts;
import moltis.gateway.http.HttpProblem;
import moltis.gateway.web.VaultDoor;

/** Knows one password, and closes after three wrong tries. */
final class TestVaultDoor implements VaultDoor {

    static final String PASSWORD = "a long sentence of mine";

    final List<Event> events = Collections.synchronizedList(new ArrayList<>());
    private volatile int wrong;

    @Override
    public void mayTry(RequestFacts request) {
        if (wrong >= 3) throw new HttpProblem(429, "LOGIN_BLOCKED", "too many wrong tries");
    }

    @Override
    public synchronized void wrong(RequestFacts request) {
        wrong++;
    }

    @Override
    public void done(RequestFacts request, Event event) {
        events.add(event);
    }

    @Override
    public boolean isPassword(Secret typed) {
        return typed.equals(Secret.of(PASSWORD));
    }
}
