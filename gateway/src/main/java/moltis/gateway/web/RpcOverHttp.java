package moltis.gateway.web;

import java.io.IOException;
import moltis.gateway.access.Access;
import moltis.gateway.http.Exchange;
import moltis.gateway.http.HttpProblem;
import moltis.gateway.http.Route;
import moltis.gateway.rpc.HttpCaller;
import moltis.gateway.rpc.ResponseFrame;
import moltis.gateway.rpc.RpcCall;
import moltis.gateway.rpc.RpcDispatcher;
import moltis.gateway.rpc.RpcOutcome;
import tools.jackson.databind.JsonNode;

/** The methods of the socket for programs that only make one call: {@code POST /api/rpc}. */
public final class RpcOverHttp {

    private static final String NO_ID = "http-rpc";

    private final RpcDispatcher dispatcher;

    public RpcOverHttp(RpcDispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    public Route route() {
        return Route.post("/api/rpc", Access.KNOWN, this::call);
    }

    private void call(Exchange exchange) throws IOException {
        JsonNode body = exchange.json();
        JsonNode method = body.path("method");
        if (!body.isObject() || !method.isString())
            throw new HttpProblem(422, "INVALID_BODY", "the body must be an object with 'method'");
        JsonNode id = body.path("id");
        var caller = new HttpCaller(exchange.header("Accept-Language"));
        RpcOutcome outcome = dispatcher.call(
                method.stringValue(), body.path("params"), new RpcCall(exchange.requestId(), exchange.who(), caller));
        // The status says only that the call was made; whether it worked stands in the frame.
        String answerTo = id.isString() ? id.stringValue() : NO_ID;
        exchange.send(200, Exchange.JSON, ResponseFrame.of(answerTo, outcome).encode());
    }
}
