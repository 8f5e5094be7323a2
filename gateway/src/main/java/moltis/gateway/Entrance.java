package moltis.gateway;

import moltis.access.Accounts;
import moltis.gateway.access.AccessGate;
import moltis.gateway.access.SessionCookie;
import moltis.gateway.auth.AuthEffects;

/**
 * How the gateway lets people in.
 *
 * @param effects what happens elsewhere when a credential changes
 */
public record Entrance(Accounts accounts, AccessGate gate, SessionCookie cookie, AuthEffects effects) {}
