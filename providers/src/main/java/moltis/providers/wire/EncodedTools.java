package moltis.providers.wire;

import java.util.List;
import java.util.function.Function;
import moltis.core.model.ToolSpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.SerializedString;
import tools.jackson.databind.JsonNode;

/**
 * The tools of a request as JSON text. The same tools are sent with almost every request, and turning their schemas into
 * what the vendor takes is work, so the last result is kept. Safe for use by many threads.
 */
final class EncodedTools {

    private final Function<ToolSpec, JsonNode> form;
    private volatile @Nullable Encoded last;

    EncodedTools(Function<ToolSpec, JsonNode> form) {
        this.form = form;
    }

    SerializedString of(List<ToolSpec> tools) {
        Encoded known = last;
        if (known != null && same(known.tools, tools)) return known.json;
        StringBuilder out = new StringBuilder("[");
        for (ToolSpec tool : tools) {
            if (out.length() > 1) out.append(',');
            out.append(form.apply(tool));
        }
        var json = new SerializedString(out.append(']').toString());
        // Filled now, so that many threads may share it.
        json.asUnquotedUTF8();
        last = new Encoded(tools, json);
        return json;
    }

    private static boolean same(List<ToolSpec> known, List<ToolSpec> tools) {
        if (known.size() != tools.size()) return false;
        for (int i = 0; i < known.size(); i++) {
            if (known.get(i) != tools.get(i)) return false;
        }
        return true;
    }

    private record Encoded(List<ToolSpec> tools, SerializedString json) {}
}
