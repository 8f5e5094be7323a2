package moltis.providers;

/** The answer to {@code providers.add_custom}. */
public record AddedProvider(boolean ok, String providerName, String displayName) {}
