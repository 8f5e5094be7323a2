package moltis.access.tls;

import java.time.Instant;
import moltis.core.ConfigException;

/** Where the server's certificate comes from. Used by one thread at a time. */
interface IdentitySource {

    /**
     * The certificate as it should be now; made or renewed if it is ours to make.
     *
     * @throws ConfigException if there is none that could be used
     */
    ServerIdentity load(Instant now);

    /** Whether {@link #load} would give the one that it gave last. Quick. */
    boolean isCurrent(ServerIdentity last, Instant now);
}
