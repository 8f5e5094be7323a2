package moltis.gateway.auth;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;
import moltis.core.Secret;
import org.jspecify.annotations.Nullable;

/**
 * It worked.
 *
 * @param recoveryKey opens the vault when the password is lost; shown this once
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Ok(
        boolean ok, @JsonProperty("recovery_key") @Nullable String recoveryKey) {

    static final Ok OK = new Ok(true, null);

    static Ok with(Optional<Secret> recoveryKey) {
        return recoveryKey.isEmpty() ? OK : new Ok(true, recoveryKey.get().reveal());
    }

    // A record would show its secret.
    @Override
    public String toString() {
        return "Ok[…]";
    }
}
