package moltis.providers.table;

/** A model that we know of without asking. */
public record StaticModel(String id, String displayName) {}
