package moltis.gateway.access;

import java.util.EnumSet;
import java.util.Set;
import moltis.access.Scope;

/**
 * Who a caller turned out to be. Its scopes come from what it proved, never from what it asked for.
 *
 * @param proof what it proved
 */
public record Identity(Role role, Set<Scope> scopes, Proof proof) {

    /** This process itself. */
    public static final Identity LOCAL_OPERATOR = operator(Proof.PROCESS);

    /** Somebody who has proved nothing. */
    public static final Identity STRANGER = new Identity(Role.OPERATOR, Set.of(), Proof.NONE);

    public Identity {
        scopes = Set.copyOf(scopes);
    }

    /** The person, who may do everything. */
    public static Identity operator(Proof proof) {
        return new Identity(Role.OPERATOR, EnumSet.allOf(Scope.class), proof);
    }

    public boolean holds(Scope needed) {
        if (scopes.contains(Scope.ADMIN) || scopes.contains(needed)) return true;
        return needed == Scope.READ && scopes.contains(Scope.WRITE);
    }

    public boolean isStranger() {
        return proof instanceof Proof.None;
    }
}
