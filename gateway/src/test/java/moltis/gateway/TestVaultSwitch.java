package moltis.gateway;

import moltis.access.vault.VaultSwitch;

/** A configuration that wants a vault until it is told otherwise. */
final class TestVaultSwitch implements VaultSwitch {

    private volatile boolean enabled = true;

    @Override
    public boolean enabled() {
        return enabled;
    }

    @Override
    public void set(boolean wanted) {
        enabled = wanted;
    }
}
