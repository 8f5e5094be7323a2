package moltis.access.vault;

import java.util.Optional;

/**
 * What is stored of a vault; none of it opens anything without a password or the recovery key.
 *
 * @param kdfParams how the password becomes a key
 * @param wrappedKey the data key, sealed with the password's key
 * @param recoveryWrappedKey the data key, sealed with the recovery key's
 * @param previousKey the data key that is being replaced, sealed with the present one
 * @param confirmed whether the plain copies of what was moved in are gone
 */
record VaultRow(
        String kdfSalt,
        String kdfParams,
        String wrappedKey,
        String recoveryWrappedKey,
        String recoveryHash,
        Optional<String> previousKey,
        boolean confirmed) {

    VaultRow withPassword(Wrapping.ByPassword fresh) {
        return new VaultRow(
                fresh.salt(),
                fresh.params(),
                fresh.wrapped(),
                recoveryWrappedKey,
                recoveryHash,
                previousKey,
                confirmed);
    }

    VaultRow withoutPreviousKey() {
        return new VaultRow(
                kdfSalt, kdfParams, wrappedKey, recoveryWrappedKey, recoveryHash, Optional.empty(), confirmed);
    }

    VaultRow withoutCopies() {
        return new VaultRow(kdfSalt, kdfParams, wrappedKey, recoveryWrappedKey, recoveryHash, previousKey, true);
    }

    @Override
    public String toString() {
        return "VaultRow[confirmed=" + confirmed + "]";
    }
}
