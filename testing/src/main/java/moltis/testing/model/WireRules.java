package moltis.testing.model;

import java.util.Optional;
import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;

/** What one vendor refuses in a request, and what a script may know about it. */
interface WireRules {

    /** The first rule that {@code request} breaks, in the vendor's words, or empty. */
    Optional<String> brokenBy(JsonNode request);

    Asked asked(JsonNode request, int number);

    /** The text of a content field, which is a string or a list of parts. */
    static String text(JsonNode content) {
        if (content.isString()) return content.asString();
        StringJoiner all = new StringJoiner("\n");
        for (JsonNode part : content) {
            String text = part.path("text").asString("");
            if (!text.isEmpty()) all.add(text);
        }
        return all.toString();
    }
}
