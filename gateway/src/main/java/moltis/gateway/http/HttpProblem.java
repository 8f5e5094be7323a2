package moltis.gateway.http;

/** A request that is answered with an error: {@code {"code", "error"}}. */
public final class HttpProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    /**
     * @param code stable, for programs and translations
     * @param sentence for people
     */
    public HttpProblem(int status, String code, String sentence) {
        super(sentence, null, false, false);
        this.status = status;
        this.code = code;
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }

    public static HttpProblem notFound() {
        return new HttpProblem(404, "NOT_FOUND", "there is nothing at this address");
    }

    static HttpProblem bodyTooLarge(long limit) {
        return new HttpProblem(413, "BODY_TOO_LARGE", "the body may have at most " + limit + " bytes");
    }
}
