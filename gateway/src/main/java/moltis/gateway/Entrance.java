package moltis.gateway;

import moltis.access.Accounts;
import moltis.gateway.access.AccessGate;
import moltis.gateway.access.Gate;
import moltis.gateway.access.LocalGate;
import moltis.gateway.access.SessionCookie;
import moltis.gateway.auth.AuthEffects;

/** How the gateway lets people in. */
public sealed interface Entrance {

    Gate gate();

    /** Whoever works on this machine, and nobody else. There is nothing to sign in to. */
    record ThisMachine(Gate gate) implements Entrance {

        public ThisMachine() {
            this(new LocalGate());
        }
    }

    /** Whoever has a credential, from wherever. */
    record Guarded(Accounts accounts, AccessGate gate, SessionCookie cookie, AuthEffects effects) implements Entrance {}
}
