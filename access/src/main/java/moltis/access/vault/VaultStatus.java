package moltis.access.vault;

import java.util.Locale;

/** What a person sees of the vault. */
public enum VaultStatus {
    /** There is none yet; the first password makes one. */
    UNINITIALIZED,
    SEALED,
    UNSEALED,
    /** There is none, and none is wanted. */
    DISABLED;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
