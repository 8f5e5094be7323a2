package moltis.config.section;

import static moltis.config.schema.Types.known;

import moltis.config.schema.KeyReader;

/** {@code [netbird]}. */
public record NetbirdConfig(String mode) {

    static NetbirdConfig read(KeyReader keys) {
        return new NetbirdConfig(
                keys.get("mode", known("off", "serve"), "off", "Show the server in the NetBird network."));
    }
}
