package moltis.access.vault;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import moltis.core.ErrorCode;
import moltis.core.RequestException;
import moltis.core.Secret;
import moltis.core.vault.SecretBox;
import moltis.core.vault.VaultContent;
import moltis.storage.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What can be done with the vault as a whole, and what follows for the secrets: they move in when it is made or opened,
 * and out when it is given up. One change at a time. Safe for use by many threads.
 */
public final class VaultService implements VaultLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(VaultService.class);

    private final Vault vault;
    private final Database database;
    private final List<VaultContent> contents;
    private final VaultSwitch wanted;
    private final Consumer<VaultStatus> changed;

    /**
     * @param contents everything that the vault protects
     * @param changed told after each change
     */
    public VaultService(
            Vault vault,
            Database database,
            List<VaultContent> contents,
            VaultSwitch wanted,
            Consumer<VaultStatus> changed) {
        this.vault = vault;
        this.database = database;
        this.contents = List.copyOf(contents);
        this.wanted = wanted;
        this.changed = changed;
    }

    @Override
    public VaultStatus status() {
        return switch (vault.state()) {
            case NONE -> wanted.enabled() ? VaultStatus.UNINITIALIZED : VaultStatus.DISABLED;
            case LOCKED -> VaultStatus.SEALED;
            case OPEN, LEAVING -> VaultStatus.UNSEALED;
        };
    }

    @Override
    public VaultChange firstPassword(Secret password) {
        return switch (status()) {
            case DISABLED -> VaultChange.none();
            case UNINITIALIZED -> vault.create(password, this::opened);
            case SEALED, UNSEALED -> rewrap(Optional.of(password), password);
        };
    }

    @Override
    public VaultChange newPassword(Optional<Secret> old, Secret fresh) {
        return switch (status()) {
            case DISABLED, UNINITIALIZED -> VaultChange.none();
            case SEALED, UNSEALED -> rewrap(old, fresh);
        };
    }

    @Override
    public synchronized boolean signedIn(Secret password) {
        try {
            if (status() == VaultStatus.SEALED && unlock(password)) confirmIfNew();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("the vault could not be opened");
        }
        return vault.state() == SecretBox.State.OPEN;
    }

    /**
     * Makes a vault for a password that is stored already; the caller has checked that it is the password.
     *
     * @return the recovery key, to be shown once
     * @throws RequestException if there is a vault already, or none is wanted
     */
    public synchronized RecoveryKey initialize(Secret password) {
        switch (status()) {
            case UNINITIALIZED -> {}
            case DISABLED -> wanted.set(true);
            case SEALED, UNSEALED -> throw new RequestException(ErrorCode.CONFLICT, "vault is already initialized", "");
        }
        VaultChange change = vault.create(password, this::opened);
        database.write(sql -> {
            change.in(sql);
            return Boolean.TRUE;
        });
        return change.committed().orElseThrow();
    }

    /** @return whether the vault is open now; not if the password is wrong */
    public synchronized boolean unlock(Secret password) {
        if (!vault.unlock(password)) return false;
        opened();
        return true;
    }

    /** @return whether the vault is open now; not if the key is wrong */
    public synchronized boolean unlock(RecoveryKey recovery) {
        if (!vault.unlock(recovery)) return false;
        opened();
        return true;
    }

    /** Forgets the keys until somebody unlocks it again. */
    public synchronized void lock() {
        if (status() != VaultStatus.UNSEALED) return;
        vault.lock();
        LOG.info("the vault is locked");
        changed.accept(status());
    }

    /**
     * Seals everything anew with another key, and replaces the recovery key. Interrupted, it goes on when the vault is next
     * opened.
     *
     * @return the new recovery key, to be shown once; empty if the password is wrong
     * @throws RequestException if the vault is not open
     */
    public synchronized Optional<RecoveryKey> rotate(Secret password) {
        if (status() != VaultStatus.UNSEALED) throw RequestException.vaultLocked("its key can't be changed");
        finishRotation();
        Optional<RecoveryKey> recovery = vault.rotate(password);
        if (recovery.isPresent()) finishRotation();
        return recovery;
    }

    /** The person keeps the recovery key: the plain copies of what was moved in are thrown away. */
    public synchronized void confirm() {
        if (vault.exists() && !vault.isConfirmed()) forgetCopies();
    }

    /**
     * Stores everything plain again, and wants no vault any more.
     *
     * @param password opens the vault if it is locked
     * @return how many secrets of which kind
     * @throws RequestException if it stays locked; then nothing has changed
     */
    public synchronized Map<String, Integer> disable(Optional<Secret> password) {
        if (status() == VaultStatus.SEALED) password.ifPresent(vault::unlock);
        if (status() == VaultStatus.SEALED) throw RequestException.vaultLocked("unlock the vault before disabling it");
        Map<String, Integer> report = new LinkedHashMap<>();
        vault.leave();
        try {
            for (VaultContent content : contents) report.put(content.name(), content.moveOut());
        } catch (RuntimeException e) {
            vault.stay();
            throw e;
        }
        if (vault.exists()) vault.delete();
        wanted.set(false);
        LOG.info("the vault is given up; secrets lie in files that only their owner can read");
        changed.accept(status());
        return report;
    }

    /**
     * Undoes the making of a vault that nobody confirmed, even without its password: the plain copies count again.
     *
     * @throws RequestException if there is nothing to undo
     */
    public synchronized void undo() {
        if (!vault.exists() || vault.isConfirmed()) {
            throw new RequestException(
                    ErrorCode.CONFLICT,
                    "There is no new vault that could be undone: the plain copies are gone.",
                    "Unlock the vault and disable it instead.");
        }
        if (status() == VaultStatus.UNSEALED) {
            disable(Optional.empty());
            return;
        }
        contents.forEach(VaultContent::putBackCopies);
        vault.delete();
        wanted.set(false);
        changed.accept(status());
    }

    private VaultChange rewrap(Optional<Secret> old, Secret fresh) {
        return vault.rewrap(old, fresh, this::opened)
                .orElseThrow(() -> RequestException.vaultLocked("this password does not open it"));
    }

    /** What lies plain moves in; what an earlier process left half done is finished. */
    private synchronized void opened() {
        boolean confirmed = vault.isConfirmed();
        for (VaultContent content : contents) {
            try {
                content.moveIn();
                if (confirmed) content.forgetCopies();
            } catch (RuntimeException e) {
                LOG.atError()
                        .setCause(e)
                        .addKeyValue("kind", content.name())
                        .log("secrets could not be moved into the vault; the next unlock tries again");
            }
        }
        if (vault.isRotating()) finishRotation();
        LOG.info("the vault is open");
        changed.accept(status());
    }

    private void finishRotation() {
        if (!vault.isRotating()) return;
        contents.forEach(VaultContent::sealAnew);
        vault.rotated();
        LOG.info("everything in the vault is sealed with a new key");
    }

    /** Who opened it again after it was made can do so the next time too. */
    private void confirmIfNew() {
        if (!vault.isConfirmed()) forgetCopies();
    }

    private void forgetCopies() {
        contents.forEach(VaultContent::forgetCopies);
        vault.confirm();
    }
}
