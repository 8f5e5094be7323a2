package moltis.gateway.rpc;

import moltis.gateway.access.Identity;

/**
 * One call, as a method sees it.
 *
 * @param requestId names the call in the log; not the caller's own id
 */
public record RpcCall(String requestId, Identity who, Caller caller) {}
