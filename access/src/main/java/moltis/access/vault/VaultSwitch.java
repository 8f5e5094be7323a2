package moltis.access.vault;

/** The configuration's say in whether there is to be a vault: {@code auth.vault_enabled}. */
public interface VaultSwitch {

    boolean enabled();

    void set(boolean enabled);
}
