package moltis.access.vault;

import java.util.Arrays;
import java.util.Optional;

/** The keys that the secrets themselves are sealed with, while the vault is open. Lent under the vault's lock. */
final class DataKeys {

    private final byte[] current;
    private final byte[] previous;

    /** @param previous the key that is being replaced; empty when there is none */
    DataKeys(byte[] current, byte[] previous) {
        this.current = current;
        this.previous = previous;
    }

    DataKeys(byte[] current) {
        this(current, new byte[0]);
    }

    byte[] current() {
        return current;
    }

    boolean isRotating() {
        return previous.length > 0;
    }

    DataKeys copy() {
        return new DataKeys(current.clone(), previous.clone());
    }

    DataKeys withoutPrevious() {
        return new DataKeys(current.clone());
    }

    String seal(byte[] plain, String place) {
        return Blob.seal(current, plain, place);
    }

    Optional<byte[]> open(String blob, String place) {
        Optional<byte[]> plain = Blob.open(current, blob, place);
        return plain.isPresent() || !isRotating() ? plain : Blob.open(previous, blob, place);
    }

    /** Overwrites them. */
    void wipe() {
        Arrays.fill(current, (byte) 0);
        Arrays.fill(previous, (byte) 0);
    }
}
