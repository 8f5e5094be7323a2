package moltis.gateway.socket;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answer to a handshake that was accepted. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record HelloOk(
        String type,
        int protocol,
        Server server,
        Features features,
        Map<String, Object> snapshot,
        Auth auth,
        Policy policy) {

    static final int PROTOCOL = 4;

    record Server(
            String version,
            String host,
            String connId,
            @Nullable String commit) {}

    record Features(List<String> methods, List<String> events) {}

    record Auth(String deviceToken, String role, List<String> scopes, long issuedAtMs) {}

    record Policy(int maxPayload, int maxBufferedBytes, long tickIntervalMs) {}
}
