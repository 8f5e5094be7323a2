package moltis.providers;

/** A model that a checked key can use. */
public record ValidatedModel(String id, String displayName, String provider, boolean supportsTools) {}
