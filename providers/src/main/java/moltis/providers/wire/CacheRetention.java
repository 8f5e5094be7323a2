package moltis.providers.wire;

/** Whether the vendor is asked to keep the prompt's beginning for the next request. */
public enum CacheRetention {
    NONE,
    SHORT,
    LONG
}
