package moltis.gateway.socket;

import moltis.access.Scope;
import moltis.gateway.access.Identity;
import moltis.gateway.access.Role;

/** Who may see an event. What is not named here takes the right to read. */
enum Guard {
    /** Every operator, whatever its scopes. */
    OPERATOR,
    READ,
    APPROVALS,
    PAIRING;

    static Guard of(String event) {
        return switch (event) {
            case "tick", "shutdown", "metrics.update", "auth.credentials_changed" -> OPERATOR;
            case "exec.approval.requested", "exec.approval.resolved" -> APPROVALS;
            case "device.pair.requested",
                    "device.pair.resolved",
                    "node.pair.requested",
                    "node.pair.resolved",
                    "node.security.key-mismatch" -> PAIRING;
            default -> READ;
        };
    }

    boolean admits(Identity who) {
        // A device gets only what is sent to it alone.
        if (who.role() != Role.OPERATOR) return false;
        return switch (this) {
            case OPERATOR -> true;
            case READ -> who.holds(Scope.READ);
            case APPROVALS -> who.holds(Scope.APPROVALS);
            case PAIRING -> who.holds(Scope.PAIRING);
        };
    }
}
