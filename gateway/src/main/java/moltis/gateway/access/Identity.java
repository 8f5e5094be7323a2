package moltis.gateway.access;

import java.util.EnumSet;
import java.util.Set;

/** Who a caller turned out to be. Its scopes come from what it proved, never from what it asked for. */
public record Identity(Role role, Set<Scope> scopes) {

    /** Whoever works on this machine. */
    public static final Identity LOCAL_OPERATOR = new Identity(Role.OPERATOR, EnumSet.allOf(Scope.class));

    public Identity {
        scopes = Set.copyOf(scopes);
    }

    public boolean holds(Scope needed) {
        if (scopes.contains(Scope.ADMIN) || scopes.contains(needed)) return true;
        return needed == Scope.READ && scopes.contains(Scope.WRITE);
    }
}
