package moltis.gateway.rpc;

/** What came of a call. */
public sealed interface RpcOutcome {

    record Answered(Object payload) implements RpcOutcome {}

    record Failed(RpcError error) implements RpcOutcome {}
}
