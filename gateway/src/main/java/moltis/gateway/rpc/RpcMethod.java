package moltis.gateway.rpc;

import moltis.access.Scope;

/**
 * A method that clients may call. It can't exist without a scope.
 *
 * @param params the record that its parameters are read into, or {@code ObjectNode} for a method that reads them itself
 * @param result the record that it answers with
 */
public record RpcMethod<P, R>(String name, Scope scope, Class<P> params, Class<R> result, Handler<P, R> handler) {

    /** Does the work, on a virtual thread of its own. May block and may throw what {@link RpcDispatcher} maps. */
    @FunctionalInterface
    public interface Handler<P, R> {
        R handle(P params, RpcCall call) throws InterruptedException;
    }

    public static <P, R> RpcMethod<P, R> read(String name, Class<P> params, Class<R> result, Handler<P, R> handler) {
        return new RpcMethod<>(name, Scope.READ, params, result, handler);
    }

    public static <P, R> RpcMethod<P, R> write(String name, Class<P> params, Class<R> result, Handler<P, R> handler) {
        return new RpcMethod<>(name, Scope.WRITE, params, result, handler);
    }

    public static <P, R> RpcMethod<P, R> admin(String name, Class<P> params, Class<R> result, Handler<P, R> handler) {
        return new RpcMethod<>(name, Scope.ADMIN, params, result, handler);
    }
}
