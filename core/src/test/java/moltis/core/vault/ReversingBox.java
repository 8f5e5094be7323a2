package moltis.core.vault;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import moltis.core.RequestException;
import moltis.core.StorageException;

/** A vault without cryptography: it can be locked, remembers places, and changes its key. */
final class ReversingBox implements SecretBox {

    State state = State.NONE;
    int key = 1;

    @Override
    public State state() {
        return state;
    }

    @Override
    public String seal(byte[] plain, String place) {
        if (state == State.LOCKED) throw RequestException.vaultLocked(place);
        byte[] text =
                (key + "|" + place + "|" + new String(plain, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(text);
    }

    @Override
    public byte[] open(String sealed, String place) {
        if (state == State.LOCKED) throw RequestException.vaultLocked(place);
        String[] parts = new String(Base64.getDecoder().decode(sealed), StandardCharsets.UTF_8).split("\\|", 3);
        if (!parts[1].equals(place)) throw new StorageException("another place", "", null);
        return parts[2].getBytes(StandardCharsets.UTF_8);
    }
}
