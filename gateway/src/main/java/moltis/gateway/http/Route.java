package moltis.gateway.http;

import moltis.gateway.access.Access;

/**
 * An address that is served. It can't exist without saying who may use it.
 *
 * @param method {@code GET} also serves {@code HEAD}
 * @param errors how its errors are written
 * @param path as in {@code /api/sessions/{key}/history}; a last place like {@code {path…}} takes the whole rest
 */
public record Route(String method, String path, Access access, Handler handler, ErrorShape errors) {

    public Route(String method, String path, Access access, Handler handler) {
        this(method, path, access, handler, ErrorShape.OURS);
    }

    /** Answers, on a virtual thread. May block; what it throws becomes an error answer. */
    @FunctionalInterface
    public interface Handler {
        void handle(Exchange exchange) throws Exception;
    }

    /** The same address, whose clients read errors in another form. */
    public Route failingAs(ErrorShape shape) {
        return new Route(method, path, access, handler, shape);
    }

    public static Route get(String path, Access access, Handler handler) {
        return new Route("GET", path, access, handler);
    }

    public static Route post(String path, Access access, Handler handler) {
        return new Route("POST", path, access, handler);
    }

    public static Route patch(String path, Access access, Handler handler) {
        return new Route("PATCH", path, access, handler);
    }

    public static Route delete(String path, Access access, Handler handler) {
        return new Route("DELETE", path, access, handler);
    }
}
