package moltis.access.vault;

import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.UnaryOperator;
import moltis.core.RequestException;
import moltis.core.Secret;
import moltis.core.StorageException;
import moltis.core.vault.SecretBox;
import moltis.storage.Database;
import org.jspecify.annotations.Nullable;

/**
 * The keys: stored sealed in the database, held in memory only while the vault is open, and overwritten when it is locked.
 * What the cipher makes of them for the length of one call is left to the garbage collector. Nothing of the cryptography
 * is loaded before somebody needs it. Safe for use by many threads.
 */
public final class Vault implements SecretBox {

    private final Database database;
    private final InstantSource clock;
    private final Wrapping wrapping;

    /** Guards the two below, so that nobody seals with a key that is being overwritten. Never held over I/O. */
    private final ReentrantReadWriteLock guard = new ReentrantReadWriteLock();

    private @Nullable DataKeys keys;
    private boolean leaving;

    private volatile @Nullable Boolean exists;

    public Vault(Database database, InstantSource clock) {
        this(database, clock, KeyDerivation.PASSWORD);
    }

    Vault(Database database, InstantSource clock, KeyDerivation password) {
        this.database = database;
        this.clock = clock;
        this.wrapping = new Wrapping(password);
    }

    @Override
    public State state() {
        guard.readLock().lock();
        try {
            if (keys != null) return leaving ? State.LEAVING : State.OPEN;
        } finally {
            guard.readLock().unlock();
        }
        return exists() ? State.LOCKED : State.NONE;
    }

    @Override
    public String seal(byte[] plain, String place) {
        guard.readLock().lock();
        try {
            if (keys == null) throw RequestException.vaultLocked(place + " can't be saved");
            return keys.seal(plain, place);
        } finally {
            guard.readLock().unlock();
        }
    }

    @Override
    public byte[] open(String sealed, String place) {
        guard.readLock().lock();
        try {
            if (keys == null) throw RequestException.vaultLocked(place + " can't be read");
            return keys.open(sealed, place)
                    .orElseThrow(() -> new StorageException(
                            "What is stored encrypted for " + place + " was damaged, or belongs to another vault.",
                            "Enter the secret again, or bring back a backup.",
                            null));
        } finally {
            guard.readLock().unlock();
        }
    }

    boolean exists() {
        Boolean known = exists;
        if (known == null) exists = known = row().isPresent();
        return known;
    }

    boolean isConfirmed() {
        return row().map(VaultRow::confirmed).orElse(true);
    }

    boolean isRotating() {
        return row().flatMap(VaultRow::previousKey).isPresent();
    }

    /** A new vault with a new recovery key. @param then what follows when it is stored and open */
    VaultChange create(Secret password, Runnable then) {
        var fresh = new DataKeys(Wrapping.random(Blob.KEY_BYTES));
        RecoveryKey recovery = RecoveryKey.of(Wrapping.random(RecoveryKey.RANDOM_BYTES));
        Wrapping.ByPassword wrapped = wrapping.wrap(fresh.current(), password);
        var row = new VaultRow(
                wrapped.salt(),
                wrapped.params(),
                wrapped.wrapped(),
                wrapping.wrap(fresh.current(), recovery),
                recovery.hash(),
                Optional.empty(),
                false);
        return change(Optional.empty(), row, Optional.of(recovery), fresh, then);
    }

    /**
     * The same vault under another password.
     *
     * @param old opens it if it is locked
     * @return empty if it is locked and stays so
     */
    Optional<VaultChange> rewrap(Optional<Secret> old, Secret password, Runnable then) {
        VaultRow row = row().orElseThrow();
        return openKeys()
                .or(() -> old.flatMap(typed -> wrapping.unwrap(row, typed)))
                .map(opened -> {
                    VaultRow after = row.withPassword(wrapping.wrap(opened.current(), password));
                    return change(Optional.of(row), after, Optional.empty(), opened, then);
                });
    }

    /** @return whether it is open now */
    boolean unlock(Secret password) {
        return unlock(row().flatMap(row -> wrapping.unwrap(row, password)));
    }

    /** @return whether it is open now */
    boolean unlock(RecoveryKey recovery) {
        return unlock(row().flatMap(row -> wrapping.unwrap(row, recovery)));
    }

    boolean isPassword(Secret password) {
        Optional<DataKeys> opened = row().flatMap(row -> wrapping.unwrap(row, password));
        opened.ifPresent(DataKeys::wipe);
        return opened.isPresent();
    }

    void lock() {
        install(null);
    }

    /** From now on secrets are stored plain; what is sealed stays readable. */
    void leave() {
        guard.writeLock().lock();
        try {
            leaving = true;
        } finally {
            guard.writeLock().unlock();
        }
    }

    /** Takes {@link #leave} back. */
    void stay() {
        guard.writeLock().lock();
        try {
            leaving = false;
        } finally {
            guard.writeLock().unlock();
        }
    }

    /** There is no vault any more. What is still sealed then is lost. */
    void delete() {
        database.write(sql -> {
            VaultTable.delete(sql);
            return Boolean.TRUE;
        });
        exists = false;
        lock();
        stay();
    }

    void confirm() {
        replace(VaultRow::withoutCopies);
    }

    /**
     * Begins to use a new data key and a new recovery key; the old data key stays readable until {@link #rotated}.
     *
     * @return empty if it is not the password
     */
    Optional<RecoveryKey> rotate(Secret password) {
        VaultRow row = row().orElseThrow();
        return wrapping.unwrap(row, password).flatMap(old -> {
            byte[] fresh = Wrapping.random(Blob.KEY_BYTES);
            RecoveryKey recovery = RecoveryKey.of(Wrapping.random(RecoveryKey.RANDOM_BYTES));
            Wrapping.ByPassword wrapped = wrapping.wrap(fresh, password);
            var after = new VaultRow(
                    wrapped.salt(),
                    wrapped.params(),
                    wrapped.wrapped(),
                    wrapping.wrap(fresh, recovery),
                    recovery.hash(),
                    Optional.of(wrapping.keep(old.current(), fresh)),
                    row.confirmed());
            VaultChange change = change(
                    Optional.of(row), after, Optional.of(recovery), new DataKeys(fresh, old.current()), () -> {});
            database.write(sql -> {
                change.in(sql);
                return Boolean.TRUE;
            });
            return change.committed();
        });
    }

    /** Forgets the old data key: everything is sealed with the new one. */
    void rotated() {
        replace(VaultRow::withoutPreviousKey);
        openKeys().map(DataKeys::withoutPrevious).ifPresent(this::install);
    }

    /** A change of the stored row that opens nothing. */
    private void replace(UnaryOperator<VaultRow> edit) {
        database.write(sql -> {
            Optional<VaultRow> before = VaultTable.find(sql);
            if (before.isPresent()) VaultTable.put(sql, before, edit.apply(before.get()), clock.instant());
            return Boolean.TRUE;
        });
    }

    private VaultChange change(
            Optional<VaultRow> before, VaultRow after, Optional<RecoveryKey> recovery, DataKeys opened, Runnable then) {
        return VaultChange.of(new VaultChange.Step(before, after, recovery, clock.instant(), () -> {
            exists = true;
            install(opened);
            then.run();
        }));
    }

    private boolean unlock(Optional<DataKeys> opened) {
        opened.ifPresent(this::install);
        return opened.isPresent();
    }

    private void install(@Nullable DataKeys fresh) {
        guard.writeLock().lock();
        try {
            if (keys != null) keys.wipe();
            keys = fresh;
        } finally {
            guard.writeLock().unlock();
        }
    }

    /** A copy of the keys, if the vault is open. */
    private Optional<DataKeys> openKeys() {
        guard.readLock().lock();
        try {
            return Optional.ofNullable(keys).map(DataKeys::copy);
        } finally {
            guard.readLock().unlock();
        }
    }

    private Optional<VaultRow> row() {
        return database.read(VaultTable::find);
    }
}
