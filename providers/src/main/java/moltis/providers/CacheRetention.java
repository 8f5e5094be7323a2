package moltis.providers;

/** How long a provider may keep our prompt in its cache; {@code NONE} sends no cache markers. */
public enum CacheRetention {
    NONE,
    SHORT,
    LONG
}
