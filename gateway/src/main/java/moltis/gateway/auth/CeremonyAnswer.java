package moltis.gateway.auth;

import com.fasterxml.jackson.annotation.JsonProperty;
import moltis.core.RequestException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The end of a ceremony.
 *
 * @param name for a new passkey; without one it is called Passkey
 * @param credential as the browser gives it, bytes in base64url
 */
record CeremonyAnswer(
        @JsonProperty("challenge_id") @Nullable String challengeId,
        @Nullable String name,
        @Nullable ObjectNode credential,

        @JsonProperty("setup_code") @Nullable String setupCode) {

    String challenge() {
        if (challengeId == null) throw RequestException.missing("challenge_id");
        return challengeId;
    }

    String givenName() {
        return name == null ? "" : name;
    }

    JsonNode shown() {
        return credential == null ? MissingNode.getInstance() : credential;
    }

    // A record would show the code.
    @Override
    public String toString() {
        return "CeremonyAnswer[…]";
    }
}
