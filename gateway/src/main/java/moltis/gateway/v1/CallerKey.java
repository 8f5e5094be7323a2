package moltis.gateway.v1;

import java.util.Optional;
import moltis.gateway.access.Identity;
import moltis.gateway.access.Proof;

/** Who uses the models: a program with its key, or somebody who may do everything and needs none. */
public record CallerKey(Identity who) {

    /** The number of the API key, where one was shown. */
    public Optional<Long> id() {
        return who.proof() instanceof Proof.Key(var id) ? Optional.of(id) : Optional.empty();
    }
}
