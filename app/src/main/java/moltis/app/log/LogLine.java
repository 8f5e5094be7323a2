package moltis.app.log;

import java.util.Map;
import moltis.core.json.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * One line of the log, with secrets already taken out.
 *
 * @param timestamp milliseconds since 1970
 * @param target the part of the program that speaks
 * @param fields in the order in which they were given
 */
public record LogLine(long timestamp, String level, String target, String message, Map<String, String> fields) {

    String json() {
        ObjectNode line = Json.object()
                .put("ts", timestamp)
                .put("level", level)
                .put("target", target)
                .put("message", message);
        ObjectNode named = line.putObject("fields");
        fields.forEach(named::put);
        return Json.write(line);
    }
}
