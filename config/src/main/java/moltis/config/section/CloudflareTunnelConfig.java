package moltis.config.section;

import static moltis.config.schema.Types.FLAG;
import static moltis.config.schema.Types.SECRET;
import static moltis.config.schema.Types.TEXT;

import java.util.Optional;
import moltis.config.schema.KeyReader;
import moltis.core.Secret;

/** {@code [cloudflare_tunnel]}. */
public record CloudflareTunnelConfig(boolean enabled, Optional<Secret> token, Optional<String> hostname) {

    static CloudflareTunnelConfig read(KeyReader keys) {
        return new CloudflareTunnelConfig(
                keys.get("enabled", FLAG, false, "Open a Cloudflare tunnel to this server."),
                keys.optional("token", SECRET, "Token of the tunnel; without it CLOUDFLARE_TUNNEL_TOKEN."),
                keys.optional("hostname", TEXT, "Public name of the tunnel."));
    }
}
