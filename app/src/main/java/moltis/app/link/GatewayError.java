package moltis.app.link;

import moltis.core.ErrorCode;
import moltis.core.RequestException;
import tools.jackson.databind.JsonNode;

/** Turns the error object of a response into the exception that a command reports. */
final class GatewayError {

    private GatewayError() {}

    static RequestException of(JsonNode error) {
        String message = error.path("message").asString("The gateway refused without a reason.");
        String hint = error.path("details").path("hint").asString("");
        return new RequestException(code(error.path("code").asString("")), message, hint);
    }

    private static ErrorCode code(String wire) {
        for (ErrorCode code : ErrorCode.values()) {
            if (code.wireCode().equals(wire)) return code;
        }
        return ErrorCode.INTERNAL;
    }
}
