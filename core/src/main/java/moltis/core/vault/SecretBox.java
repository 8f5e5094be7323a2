package moltis.core.vault;

import moltis.core.RequestException;
import moltis.core.StorageException;

/**
 * Makes secrets unreadable at rest, while there is a vault. Every secret names its place, so that one can't be put where
 * another belongs. Safe for use by many threads.
 */
public interface SecretBox {

    /** No vault: secrets lie in files that only their owner may read. */
    SecretBox NONE = new SecretBox() {
        @Override
        public State state() {
            return State.NONE;
        }

        @Override
        public String seal(byte[] plain, String place) {
            throw new IllegalStateException("there is no vault");
        }

        @Override
        public byte[] open(String sealed, String place) {
            throw new StorageException(
                    "What is stored for " + place + " is encrypted, but there is no vault to open it.",
                    "Bring back the database that belongs to it, or enter the secret again.",
                    null);
        }
    };

    /** What can be done at the moment. */
    enum State {
        /** There is no vault; secrets are stored as they are. */
        NONE,
        /** Nothing can be read or written before the vault is unlocked. */
        LOCKED,
        /** Secrets are readable, and stored sealed. */
        OPEN,
        /** The vault is being given up: secrets are readable, and stored as they are. */
        LEAVING
    }

    State state();

    /**
     * @param place where the result will be kept, such as {@code env:NAME}; the same is needed to open it
     * @return text that tells nothing about {@code plain} but its length
     * @throws RequestException if the vault is locked
     */
    String seal(byte[] plain, String place);

    /**
     * @throws RequestException if the vault is locked
     * @throws StorageException if the text was damaged, cut, or sealed for another place or by another vault
     */
    byte[] open(String sealed, String place);

    /** Whether what is stored now has to be sealed. @throws RequestException if nothing can be stored now */
    default boolean sealsNow(String what) {
        return switch (state()) {
            case NONE, LEAVING -> false;
            case OPEN -> true;
            case LOCKED -> throw RequestException.vaultLocked(what + " can't be saved");
        };
    }
}
