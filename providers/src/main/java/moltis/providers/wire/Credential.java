package moltis.providers.wire;

import java.util.Optional;
import moltis.core.Secret;

/** What a request shows at the door. Asked before each request; may wait for the network to renew itself. */
@FunctionalInterface
public interface Credential {

    Credential NONE = Optional::empty;

    Optional<Secret> current() throws InterruptedException;

    static Credential of(Secret key) {
        Optional<Secret> always = Optional.of(key);
        return () -> always;
    }
}
