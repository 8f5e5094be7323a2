package moltis.config.schema;

import java.util.Optional;

/**
 * One key as it stands in the schema.
 *
 * @param fallback the default as the file would say it; empty for a key without one
 * @param hot whether a change applies without a restart
 * @param about what it does, in one sentence
 */
public record KeySpec(KeyPath path, KeyType<?> type, Optional<Object> fallback, boolean hot, String about) {}
