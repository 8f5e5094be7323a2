package moltis.gateway.rpc;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.nio.charset.StandardCharsets;
import moltis.core.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** The answer to a request, on the socket and as the body of {@code POST /api/rpc}. */
@JsonPropertyOrder({"type", "id", "ok", "payload", "error"})
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ResponseFrame(
        String type,
        String id,
        boolean ok,
        @Nullable Object payload,
        @Nullable RpcError error) {

    public static ResponseFrame of(String id, RpcOutcome outcome) {
        return switch (outcome) {
            case RpcOutcome.Answered(var payload) -> new ResponseFrame("res", id, true, payload, null);
            case RpcOutcome.Failed(var error) -> new ResponseFrame("res", id, false, null, error);
        };
    }

    /**
     * The frame as UTF-8. Half a surrogate pair, which is no text, becomes a question mark instead of a failure.
     *
     * @throws JacksonException if the payload can't be written
     */
    public byte[] encode() {
        return Json.write(this).getBytes(StandardCharsets.UTF_8);
    }
}
