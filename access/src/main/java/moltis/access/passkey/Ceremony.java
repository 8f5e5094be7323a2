package moltis.access.passkey;

import tools.jackson.databind.node.ObjectNode;

/**
 * A ceremony that has begun.
 *
 * @param challengeId names it when it goes on; works once, for five minutes
 * @param options for {@code navigator.credentials}, as {@code {"publicKey": {…}}} with bytes in base64url
 */
public record Ceremony(String challengeId, ObjectNode options) {}
