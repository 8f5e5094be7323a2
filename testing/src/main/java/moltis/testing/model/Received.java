package moltis.testing.model;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import moltis.core.json.Json;
import tools.jackson.databind.JsonNode;

/**
 * One request as it came.
 *
 * @param headers names in lower case
 */
public record Received(String method, String path, Map<String, String> headers, byte[] body) {
    public Received {
        headers = Map.copyOf(headers);
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public JsonNode json() {
        return Json.MAPPER.readTree(body);
    }

    String header(String name) {
        return headers.getOrDefault(name, "");
    }
}
