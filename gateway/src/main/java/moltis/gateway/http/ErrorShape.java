package moltis.gateway.http;

import java.nio.charset.StandardCharsets;
import moltis.core.json.Json;

/** How an address writes its errors, as JSON. */
@FunctionalInterface
public interface ErrorShape {

    /** {@code {"code", "error", …}}. */
    ErrorShape OURS = (_, body) -> Json.write(body).getBytes(StandardCharsets.UTF_8);

    byte[] write(int status, ErrorBody body);
}
