package moltis.app;

import java.io.PrintStream;
import moltis.app.terminal.TerminalText;
import tools.jackson.databind.JsonNode;

/** Writes stored messages as Markdown that a person can read. */
final class ConversationText {

    private ConversationText() {}

    static void print(JsonNode messages, PrintStream out) {
        for (JsonNode message : messages) {
            String role = message.path("role").asString("");
            String text = text(message.path("content"));
            switch (role) {
                case "user" -> part(out, "You", text);
                case "assistant" -> part(out, "Moltis", text);
                case "tool_result", "tool" ->
                    part(out, "Tool " + message.path("tool_name").asString(""), result(message, text));
                default -> part(out, role, text);
            }
        }
    }

    private static String text(JsonNode content) {
        if (content.isString()) return content.asString("");
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content) {
            text.append(
                    part.path("type").asString("").equals("text")
                            ? part.path("text").asString("")
                            : "[" + part.path("type").asString("attachment") + "]");
        }
        return text.toString();
    }

    private static String result(JsonNode message, String text) {
        if (!text.isEmpty()) return text;
        String error = message.path("error").asString("");
        return error.isEmpty() ? message.path("result").toString() : error;
    }

    private static void part(PrintStream out, String who, String text) {
        if (text.isBlank()) return;
        out.println("**" + who + ":** " + TerminalText.safe(text).strip());
        out.println();
    }
}
