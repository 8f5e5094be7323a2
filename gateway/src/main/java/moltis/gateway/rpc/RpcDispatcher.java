package moltis.gateway.rpc;

import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import moltis.access.Scope;
import moltis.core.MoltisException;
import moltis.core.TurnException;
import moltis.gateway.access.Gate;
import moltis.gateway.access.Role;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * The one table of methods, behind every door. Decides first whether the caller may, then whether the method exists, then
 * calls it. Nothing escapes it: whatever a method throws becomes an answer. Safe for use by many threads.
 */
public final class RpcDispatcher {

    private static final Logger LOG = LoggerFactory.getLogger(RpcDispatcher.class);

    private final Gate gate;
    private final TreeMap<String, RpcMethod<?, ?>> methods = new TreeMap<>();

    /** @throws IllegalArgumentException if two methods have one name */
    public RpcDispatcher(Gate gate, Collection<RpcMethod<?, ?>> table) {
        this.gate = gate;
        for (RpcMethod<?, ?> method : table) {
            if (methods.put(method.name(), method) != null)
                throw new IllegalArgumentException("two methods are called " + method.name());
        }
    }

    /** All methods, sorted by name. */
    public List<RpcMethod<?, ?>> methods() {
        return List.copyOf(methods.values());
    }

    /** Calls a method on the calling thread, which may take as long as the method wants. */
    public RpcOutcome call(String method, JsonNode params, RpcCall call) {
        RpcMethod<?, ?> found = methods.get(method);
        RpcError refusal = refusal(method, found, call);
        if (refusal != null) return new RpcOutcome.Failed(refusal);
        if (found == null) return new RpcOutcome.Failed(RpcError.unknownMethod(method));
        return invoke(found, params, call);
    }

    private @Nullable RpcError refusal(String method, @Nullable RpcMethod<?, ?> found, RpcCall call) {
        if (call.who().role() != Role.OPERATOR)
            return denied(
                    method,
                    call,
                    RpcError.of(
                            "FORBIDDEN",
                            "unauthorized role: " + call.who().role().wireName()));
        // Whether a method exists is told only to those who may call any.
        Scope needed = found == null ? Scope.ADMIN : found.scope();
        if (gate.mayCall(call.who(), needed)) return null;
        return denied(method, call, RpcError.of("UNAUTHORIZED", "missing scope: " + needed.wireName()));
    }

    private static RpcError denied(String method, RpcCall call, RpcError error) {
        LOG.atWarn()
                .addKeyValue("method", method)
                .addKeyValue("connection", call.caller().connectionId())
                .addKeyValue("code", error.code())
                .log("call denied");
        return error;
    }

    private static <P, R> RpcOutcome invoke(RpcMethod<P, R> method, JsonNode params, RpcCall call) {
        try {
            return new RpcOutcome.Answered(method.handler().handle(Wire.read(params, method.params()), call));
        } catch (MoltisException e) {
            return new RpcOutcome.Failed(expected(method, call, e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new RpcOutcome.Failed(RpcError.of("UNAVAILABLE", "the server is stopping"));
        } catch (RuntimeException | Error e) {
            LOG.atError()
                    .setCause(e)
                    .addKeyValue("method", method.name())
                    .addKeyValue("request", call.requestId())
                    .log("method crashed");
            return new RpcOutcome.Failed(RpcError.internal(call.requestId()));
        }
    }

    private static RpcError expected(RpcMethod<?, ?> method, RpcCall call, MoltisException failure) {
        boolean serious = !(failure instanceof TurnException) && failure.code().httpStatus() == 500;
        (serious ? LOG.atWarn().setCause(failure) : LOG.atDebug())
                .addKeyValue("method", method.name())
                .addKeyValue("request", call.requestId())
                .addKeyValue("code", failure.code())
                .log("call failed");
        return RpcError.of(failure);
    }
}
