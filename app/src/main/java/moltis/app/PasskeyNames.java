package moltis.app;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import moltis.access.passkey.RelyingParties;
import moltis.access.passkey.RelyingParty;
import moltis.core.ConfigException;
import org.jspecify.annotations.Nullable;

/** Under which names passkeys work: what the person or the hosting service says, else the names of this machine. */
final class PasskeyNames {

    private final Optional<String> configuredUrl;
    private final Map<String, String> environment;

    /** @param configuredUrl as {@code server.external_url} says */
    PasskeyNames(Optional<String> configuredUrl, Map<String, String> environment) {
        this.configuredUrl = configuredUrl;
        this.environment = environment;
    }

    /** What somebody has said; empty if nobody has. The first that says something decides. */
    Optional<RelyingParty> named() {
        Optional<String> url = variable("MOLTIS_EXTERNAL_URL").or(() -> configuredUrl);
        if (url.isPresent())
            // An address without a name is good for everything but passkeys.
            return RelyingParties.at(url.get());
        if (variable("MOLTIS_WEBAUTHN_RP_ID").isPresent())
            return Optional.of(pair("MOLTIS_WEBAUTHN_RP_ID", "MOLTIS_WEBAUTHN_ORIGIN")
                    .orElseThrow(() -> new ConfigException(
                            "MOLTIS_WEBAUTHN_RP_ID and MOLTIS_WEBAUTHN_ORIGIN do not fit together.",
                            "The origin is an address such as https://moltis.example, and the id its host name or a"
                                    + " parent of it.")));
        return Stream.of(
                        pair("APP_DOMAIN", "APP_URL"),
                        pair("RENDER_EXTERNAL_HOSTNAME", "RENDER_EXTERNAL_URL"),
                        variable("FLY_APP_NAME").flatMap(name -> RelyingParties.at("https://" + name + ".fly.dev")),
                        variable("RAILWAY_PUBLIC_DOMAIN").flatMap(name -> RelyingParties.at("https://" + name)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** All of them. @param machine what the machine is called in its network */
    List<RelyingParty> all(String scheme, int port, String machine) {
        Optional<RelyingParty> named = named();
        return named.isPresent()
                ? List.of(named.get())
                : RelyingParties.usual(scheme, port, List.of("moltis", machine));
    }

    private Optional<RelyingParty> pair(String id, String origin) {
        return variable(id)
                .flatMap(name -> RelyingParties.at(name, variable(origin).orElse("https://" + name)));
    }

    private Optional<String> variable(String name) {
        @Nullable String value = environment.get(name);
        return value == null || value.isBlank() ? Optional.empty() : Optional.of(value.strip());
    }
}
