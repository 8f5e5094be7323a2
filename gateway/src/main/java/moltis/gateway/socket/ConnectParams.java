package moltis.gateway.socket;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;
import moltis.core.Secret;
import moltis.gateway.access.Credentials;
import org.jspecify.annotations.Nullable;

/**
 * How a client introduces itself, in either of the two forms: the newer one has {@code protocol}, the older one
 * {@code minProtocol} and {@code maxProtocol}. What a client asks for as scopes is not read: they come from what it shows.
 */
record ConnectParams(
        @Nullable Range protocol,
        @Nullable Integer minProtocol,
        @Nullable Integer maxProtocol,
        @Nullable Client client,
        @Nullable String role,
        @Nullable Auth auth,
        @Nullable String locale,
        @Nullable String timezone) {

    private static final int CURRENT = 4;

    record Range(@Nullable Integer min, @Nullable Integer max) {}

    record Client(
            @Nullable String id,
            @Nullable String version,
            @Nullable String platform,
            @Nullable String mode,
            @Nullable String displayName,
            @Nullable String deviceFamily,
            @Nullable String modelIdentifier,
            @Nullable String instanceId) {}

    record Auth(
            @Nullable String token,
            @Nullable String password,
            @JsonProperty("api_key") @Nullable String apiKey,
            @Nullable String deviceToken,
            @Nullable String publicKey) {

        // Never printed: a record would show its secrets.
        @Override
        public String toString() {
            return "Auth[…]";
        }
    }

    /** Whether the client speaks the older form, which receives every event until it subscribes. */
    boolean isOlderForm() {
        return protocol == null && (minProtocol != null || maxProtocol != null);
    }

    int lowest() {
        return orCurrent(protocol == null ? minProtocol : protocol.min());
    }

    int highest() {
        return orCurrent(protocol == null ? maxProtocol : protocol.max());
    }

    Optional<ZoneId> zone() {
        try {
            return Optional.ofNullable(timezone).map(ZoneId::of);
        } catch (DateTimeException unknown) {
            return Optional.empty();
        }
    }

    Credentials credentials() {
        if (auth == null) return Credentials.NONE;
        return new Credentials(
                Secret.ofNullable(auth.token()),
                Secret.ofNullable(auth.password()),
                Secret.ofNullable(auth.apiKey()),
                Secret.ofNullable(auth.deviceToken()),
                Optional.ofNullable(auth.publicKey()));
    }

    private static int orCurrent(@Nullable Integer version) {
        return version == null ? CURRENT : version;
    }
}
