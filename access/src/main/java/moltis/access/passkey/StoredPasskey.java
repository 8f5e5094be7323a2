package moltis.access.passkey;

import java.util.Set;

/**
 * What a passkey is checked with.
 *
 * @param credential its id, base64url
 * @param data the public key and what belongs to it, base64url
 * @param count how often it has signed, if it counts
 */
record StoredPasskey(
        String credential, String data, Set<String> transports, long count, boolean backupEligible, boolean backedUp) {

    StoredPasskey {
        transports = Set.copyOf(transports);
    }
}
