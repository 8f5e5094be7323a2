package moltis.access.vault;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import moltis.core.Secret;
import moltis.core.StorageException;

/**
 * Seals the data key with a password or a recovery key, and gets it back. One derivation at a time, since each takes 64
 * MiB. Safe for use by many threads.
 */
final class Wrapping {

    private static final String PLACE = "dek-wrap";
    private static final String PREVIOUS_PLACE = "dek-previous";

    private final KeyDerivation password;
    private final ReentrantLock alone = new ReentrantLock();

    /** @param password how new passwords become keys; stored ones say themselves */
    Wrapping(KeyDerivation password) {
        this.password = password;
    }

    record ByPassword(String salt, String params, String wrapped) {}

    ByPassword wrap(byte[] dataKey, Secret typed) {
        String salt = Base64.getEncoder().encodeToString(random(KeyDerivation.SALT_BYTES));
        return new ByPassword(salt, password.json(), wrap(dataKey, derive(password, typed, salt)));
    }

    String wrap(byte[] dataKey, RecoveryKey recovery) {
        return wrap(dataKey, derive(recovery));
    }

    /** Empty if it is not the password. */
    Optional<DataKeys> unwrap(VaultRow row, Secret typed) {
        KeyDerivation stored = KeyDerivation.parse(row.kdfParams()).orElseThrow(Wrapping::damaged);
        return unwrap(row, row.wrappedKey(), derive(stored, typed, row.kdfSalt()));
    }

    /** Empty if it is not the recovery key. */
    Optional<DataKeys> unwrap(VaultRow row, RecoveryKey recovery) {
        if (!recovery.matches(row.recoveryHash())) return Optional.empty();
        return unwrap(row, row.recoveryWrappedKey(), derive(recovery));
    }

    /** The old data key, kept for as long as not everything is sealed with the new one. */
    String keep(byte[] previous, byte[] dataKey) {
        return Blob.seal(dataKey, previous, PREVIOUS_PLACE);
    }

    static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return random;
    }

    private static String wrap(byte[] dataKey, byte[] key) {
        String wrapped = Blob.seal(key, dataKey, PLACE);
        Arrays.fill(key, (byte) 0);
        return wrapped;
    }

    private static Optional<DataKeys> unwrap(VaultRow row, String wrapped, byte[] key) {
        Optional<byte[]> dataKey = Blob.open(key, wrapped, PLACE);
        Arrays.fill(key, (byte) 0);
        if (dataKey.isEmpty()) return Optional.empty();
        if (dataKey.get().length != Blob.KEY_BYTES) throw damaged();
        byte[] previous = row.previousKey()
                .map(kept -> Blob.open(dataKey.get(), kept, PREVIOUS_PLACE).orElseThrow(Wrapping::damaged))
                .orElse(new byte[0]);
        return Optional.of(new DataKeys(dataKey.get(), previous));
    }

    private byte[] derive(KeyDerivation how, Secret typed, String salt) {
        alone.lock();
        try {
            return how.key(typed, salt);
        } finally {
            alone.unlock();
        }
    }

    private byte[] derive(RecoveryKey recovery) {
        alone.lock();
        try {
            return KeyDerivation.key(recovery);
        } finally {
            alone.unlock();
        }
    }

    private static StorageException damaged() {
        return new StorageException(
                "The vault's own record in the database is damaged.", "Bring back the database from a backup.", null);
    }
}
