package moltis.gateway.auth;

import java.util.function.Predicate;
import moltis.gateway.access.Identity;

/** Ends the connections of clients whose credential was withdrawn, and tells them why. */
@FunctionalInterface
public interface Dismissal {

    void of(Predicate<Identity> whom, String reason);
}
