package moltis.access.env;

import java.time.Instant;

/** A variable without its value, which nobody gets to see. */
public record EnvVariable(long id, String key, boolean encrypted, Instant createdAt, Instant updatedAt) {}
