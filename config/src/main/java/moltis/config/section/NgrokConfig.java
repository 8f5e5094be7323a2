package moltis.config.section;

import static moltis.config.schema.Types.FLAG;
import static moltis.config.schema.Types.SECRET;
import static moltis.config.schema.Types.TEXT;

import java.util.Optional;
import moltis.config.schema.KeyReader;
import moltis.core.Secret;

/** {@code [ngrok]}. */
public record NgrokConfig(boolean enabled, Optional<Secret> authtoken, Optional<String> domain) {

    static NgrokConfig read(KeyReader keys) {
        return new NgrokConfig(
                keys.get("enabled", FLAG, false, "Open an ngrok tunnel to this server."),
                keys.optional("authtoken", SECRET, "Token of the ngrok account; without it NGROK_AUTHTOKEN."),
                keys.optional("domain", TEXT, "Fixed domain of the tunnel."));
    }
}
