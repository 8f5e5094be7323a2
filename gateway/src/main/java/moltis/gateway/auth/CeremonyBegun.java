package moltis.gateway.auth;

import com.fasterxml.jackson.annotation.JsonProperty;
import moltis.access.passkey.Ceremony;
import tools.jackson.databind.node.ObjectNode;

/**
 * The beginning of a ceremony, for {@code navigator.credentials}.
 *
 * @param challengeId comes back with the answer; works once, for five minutes
 * @param options {@code {"publicKey": {…}}}, bytes in base64url
 */
record CeremonyBegun(@JsonProperty("challenge_id") String challengeId, ObjectNode options) {

    static CeremonyBegun of(Ceremony ceremony) {
        return new CeremonyBegun(ceremony.challengeId(), ceremony.options());
    }
}
