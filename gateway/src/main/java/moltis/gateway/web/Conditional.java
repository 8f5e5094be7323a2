package moltis.gateway.web;

import java.util.Optional;

/** Whether the client has already what it asks for. */
final class Conditional {

    private Conditional() {}

    /** @param tag quoted, as it is sent */
    static boolean matches(Optional<String> ifNoneMatch, String tag) {
        if (ifNoneMatch.isEmpty()) return false;
        for (String candidate : ifNoneMatch.get().split(",")) {
            String bare = candidate.strip();
            if (bare.equals("*") || bare.equals(tag) || bare.equals("W/" + tag)) return true;
        }
        return false;
    }
}
