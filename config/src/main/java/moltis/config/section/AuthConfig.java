package moltis.config.section;

import static moltis.config.schema.Types.FLAG;

import moltis.config.schema.KeyReader;

/** {@code [auth]}: who gets in. */
public record AuthConfig(boolean disabled, boolean vaultEnabled) {

    static AuthConfig read(KeyReader keys) {
        return new AuthConfig(
                keys.get("disabled", FLAG, false, "Let everyone in without a login."),
                keys.get("vault_enabled", FLAG, true, "Encrypt stored secrets."));
    }
}
