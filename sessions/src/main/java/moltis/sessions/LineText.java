package moltis.sessions;

import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The words in a stored line: its content, or the text blocks of its content. */
final class LineText {

    private LineText() {}

    static String of(JsonNode line) {
        JsonNode content = line.path("content");
        if (content.isString()) return content.asString();
        return blocks(content).stream()
                .filter(block -> block.path("type").asString("").equals("text"))
                .map(block -> block.path("text").asString(""))
                .collect(Collectors.joining("\n"));
    }

    /** The addresses of the images among the blocks. */
    static List<String> images(JsonNode line) {
        return blocks(line.path("content")).stream()
                .map(block -> block.path("image_url").path("url").asString(""))
                .filter(url -> !url.isEmpty())
                .toList();
    }

    private static List<JsonNode> blocks(JsonNode content) {
        return content.isArray() ? content.valueStream().toList() : List.of();
    }
}
