package moltis.access.passkey;

import java.time.Instant;
import java.util.Optional;

/** A passkey, as the person sees it. @param host where it works */
public record Passkey(long id, String name, String host, Instant createdAt, Optional<Instant> lastUsedAt) {}
