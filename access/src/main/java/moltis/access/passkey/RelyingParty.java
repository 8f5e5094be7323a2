package moltis.access.passkey;

import java.util.List;
import java.util.Set;

/**
 * A name under which passkeys are made.
 *
 * @param id a host name; a passkey works on it and nowhere else
 * @param origins the addresses that a page may have, such as {@code https://moltis.example}
 * @param hosts the host names of requests that it is meant for
 */
public record RelyingParty(String id, List<String> origins, Set<String> hosts) {

    public RelyingParty {
        origins = List.copyOf(origins);
        hosts = Set.copyOf(hosts);
    }
}
