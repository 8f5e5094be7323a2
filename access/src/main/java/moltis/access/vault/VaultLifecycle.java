package moltis.access.vault;

import java.util.Optional;
import moltis.core.RequestException;
import moltis.core.Secret;

/**
 * What the vault wants to know about passwords. Whoever keeps the password asks before, takes the answer into the very
 * transaction that stores its hash, and says when that is done:
 *
 * <pre>{@code
 * VaultChange change = vault.firstPassword(password);
 * database.write(sql -> { store(sql, hash); change.in(sql); return null; });
 * Optional<RecoveryKey> shownOnce = change.committed();
 * }</pre>
 *
 * Every method may take a second of computing; none may be called from a transaction.
 */
public interface VaultLifecycle {

    VaultStatus status();

    /**
     * There was no password, and this one is about to be stored: makes the vault, or opens the one that an earlier
     * password left behind.
     *
     * @throws RequestException if there is a locked vault that this password does not open
     */
    VaultChange firstPassword(Secret password);

    /**
     * The password is about to change: the same vault will open with the new one. An installation that has no vault gets
     * none by this.
     *
     * @param old the present password, when it was asked for
     * @throws RequestException if the vault is locked and {@code old} does not open it
     */
    VaultChange newPassword(Optional<Secret> old, Secret fresh);

    /** Somebody signed in with the right password: opens the vault if it can. Never fails. @return whether it is open */
    boolean signedIn(Secret password);
}
