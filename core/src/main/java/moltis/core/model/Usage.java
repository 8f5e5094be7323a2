package moltis.core.model;

/** Tokens of one or more requests. The four buckets never overlap: {@code input} is what no cache served. */
public record Usage(long input, long output, long cacheRead, long cacheWrite) {

    public static final Usage NONE = new Usage(0, 0, 0, 0);

    public Usage plus(Usage more) {
        return new Usage(
                input + more.input, output + more.output, cacheRead + more.cacheRead, cacheWrite + more.cacheWrite);
    }

    /** All tokens that the request carried, cached or not. */
    public long totalInput() {
        return input + cacheRead + cacheWrite;
    }
}
