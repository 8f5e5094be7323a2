package moltis.app;

import moltis.access.vault.VaultSwitch;
import moltis.config.ConfigService;
import moltis.config.LiveConfig;
import moltis.config.schema.KeyPath;
import moltis.core.json.Json;

/** {@code auth.vault_enabled} of the configuration file. */
record ConfiguredVault(LiveConfig live, ConfigService configuration) implements VaultSwitch {

    private static final KeyPath KEY = KeyPath.of("auth", "vault_enabled");

    @Override
    public boolean enabled() {
        return live.current().auth().vaultEnabled();
    }

    @Override
    public void set(boolean enabled) {
        if (enabled != enabled()) configuration.set(KEY, Json.MAPPER.valueToTree(enabled));
    }
}
