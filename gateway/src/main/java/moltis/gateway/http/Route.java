package moltis.gateway.http;

import moltis.gateway.access.Access;

/**
 * An address that is served. It can't exist without saying who may use it.
 *
 * @param method {@code GET} also serves {@code HEAD}
 * @param path as in {@code /api/sessions/{key}/history}; a last place like {@code {path…}} takes the whole rest
 */
public record Route(String method, String path, Access access, Handler handler) {

    /** Answers, on a virtual thread. May block; what it throws becomes an error answer. */
    @FunctionalInterface
    public interface Handler {
        void handle(Exchange exchange) throws Exception;
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
