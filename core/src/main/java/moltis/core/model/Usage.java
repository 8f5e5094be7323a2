package moltis.core.model;

/**
 * Tokens of one or more requests. The first four buckets never overlap: {@code input} is what no cache served.
 *
 * @param reasoning how much of {@code output} was thinking, where the provider says so; else 0
 */
public record Usage(long input, long output, long cacheRead, long cacheWrite, long reasoning) {

    public static final Usage NONE = new Usage(0, 0, 0, 0);

    public Usage(long input, long output, long cacheRead, long cacheWrite) {
        this(input, output, cacheRead, cacheWrite, 0);
    }

    public Usage plus(Usage more) {
        return new Usage(
                input + more.input,
                output + more.output,
                cacheRead + more.cacheRead,
                cacheWrite + more.cacheWrite,
                reasoning + more.reasoning);
    }

    /** All tokens that the request carried, cached or not. */
    public long totalInput() {
        return input + cacheRead + cacheWrite;
    }
}
