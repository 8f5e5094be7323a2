package moltis.gateway.v1.responses;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import moltis.core.RequestException;
import moltis.core.model.AnswerTerms;
import moltis.core.model.CallContext;
import moltis.core.model.ChatRequest;
import moltis.core.model.ContentPart;
import moltis.core.model.DecodedArguments;
import moltis.core.model.Message;
import moltis.core.model.ReasoningEffort;
import moltis.core.model.ToolCall;
import moltis.core.model.ToolChoice;
import moltis.core.model.ToolSpec;
import moltis.gateway.v1.Failure;
import moltis.gateway.v1.Fields;
import moltis.gateway.v1.Pictures;
import moltis.gateway.v1.Question;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.StringNode;

/** Reads a request for Responses. */
final class ResponsesQuestion {

    private static final String NOWHERE = "can't be said to a model of another kind.";

    private ResponsesQuestion() {}

    static Question read(JsonNode body) {
        Fields fields = Fields.of(body, "");
        for (String known : new String[] {"model", "stream"}) fields.raw(known);
        fields.refuse(
                "is not kept for this model: send the whole conversation as 'input'.",
                BooleanNode.FALSE,
                "previous_response_id",
                "conversation",
                "prompt",
                "background");
        List<Message> messages = new ArrayList<>();
        fields.text("instructions").ifPresent(text -> messages.add(new Message.System(text)));
        JsonNode input = fields.raw("input");
        if (input.isMissingNode()) throw RequestException.missing("input");
        if (input.isString()) messages.add(Message.User.text(input.asString()));
        else for (Fields item : fields.list("input")) add(messages, item);
        List<ToolSpec> tools = new ArrayList<>();
        for (Fields tool : fields.list("tools")) tools.add(tool(tool));
        Optional<ReasoningEffort> effort = fields.object("reasoning")
                .flatMap(reasoning -> reasoning.text("effort").filter(word -> !word.equals("none")))
                .map(word -> ReasoningEffort.parse(word)
                        .orElseThrow(
                                () -> fields.wrong("reasoning.effort", "none, minimal, low, medium, high or xhigh")));
        var terms = new AnswerTerms(
                fields.number("temperature"),
                fields.number("top_p"),
                List.of(),
                format(fields),
                fields.flag("parallel_tool_calls", true));
        var request = new ChatRequest(
                messages, tools, choice(fields), effort, fields.whole("max_output_tokens"), terms, CallContext.NONE);
        return new Question(request, fields.leftOver(), true);
    }

    private static void add(List<Message> messages, Fields item) {
        String type = item.text("type").orElse("message");
        switch (type) {
            case "message" -> message(messages, item);
            case "function_call" ->
                say(
                        messages,
                        "",
                        List.of(new ToolCall(
                                item.required("call_id"),
                                item.required("name"),
                                DecodedArguments.of(item.raw("arguments")).value())));
            case "function_call_output" ->
                messages.add(new Message.ToolAnswer(item.required("call_id"), parts(item, "output"), false));
            // Thoughts of another turn help nobody but their vendor.
            case "reasoning" -> {}
            default -> throw Failure.uncarried(item.path("type"), "'" + type + "' " + NOWHERE);
        }
    }

    private static void message(List<Message> messages, Fields item) {
        switch (item.required("role")) {
            case "system", "developer" -> messages.add(new Message.System(text(item)));
            case "user" -> messages.add(new Message.User(parts(item, "content"), Optional.empty()));
            case "assistant" -> say(messages, text(item), List.of());
            default -> throw item.wrong("role", "system, developer, user or assistant");
        }
    }

    /** What a model says in one go is several items here and one message elsewhere. */
    private static void say(List<Message> messages, String text, List<ToolCall> calls) {
        if (!messages.isEmpty()
                && messages.getLast() instanceof Message.Assistant(var before, var thought, var earlier)) {
            List<ToolCall> all = new ArrayList<>(earlier);
            all.addAll(calls);
            messages.set(messages.size() - 1, new Message.Assistant(before + text, thought, all));
        } else {
            messages.add(new Message.Assistant(text, "", calls));
        }
    }

    private static String text(Fields item) {
        StringBuilder text = new StringBuilder();
        for (ContentPart part : parts(item, "content")) {
            if (!(part instanceof ContentPart.Text(var more))) throw item.wrong("content", "text");
            text.append(more);
        }
        return text.toString();
    }

    private static List<ContentPart> parts(Fields item, String field) {
        JsonNode content = item.raw(field);
        if (content.isMissingNode()) throw RequestException.missing(item.path(field));
        if (content.isString()) return List.of(new ContentPart.Text(content.asString()));
        List<ContentPart> parts = new ArrayList<>();
        for (Fields part : item.list(field)) parts.add(part(part));
        return parts;
    }

    private static ContentPart part(Fields part) {
        String type = part.required("type");
        return switch (type) {
            case "input_text", "output_text", "text" -> new ContentPart.Text(part.required("text"));
            case "refusal" -> new ContentPart.Text(part.required("refusal"));
            case "input_image" -> Pictures.ofUrl(part.path("image_url"), part.required("image_url"));
            default -> throw Failure.uncarried(part.path("type"), "'" + type + "' " + NOWHERE);
        };
    }

    private static ToolSpec tool(Fields tool) {
        String type = tool.required("type");
        if (!type.equals("function")) throw Failure.uncarried(tool.path("type"), "'" + type + "' " + NOWHERE);
        return new ToolSpec(
                tool.required("name"),
                tool.text("description").orElse(""),
                tool.schema("parameters"),
                Optional.of(tool.flag("strict", false)));
    }

    private static ToolChoice choice(Fields fields) {
        JsonNode raw = fields.raw("tool_choice");
        if (raw.isMissingNode() || raw.equals(StringNode.valueOf("auto"))) return ToolChoice.AUTO;
        if (raw.equals(StringNode.valueOf("required"))) return ToolChoice.ANY;
        if (raw.equals(StringNode.valueOf("none"))) return ToolChoice.NONE;
        Fields choice = Fields.of(raw, "tool_choice");
        if (!choice.required("type").equals("function")) throw Failure.uncarried("tool_choice", NOWHERE);
        return new ToolChoice.Named(choice.required("name"));
    }

    private static AnswerTerms.Format format(Fields fields) {
        Optional<Fields> wanted = fields.object("text").flatMap(text -> text.object("format"));
        if (wanted.isEmpty()) return AnswerTerms.Format.TEXT;
        String type = wanted.get().required("type");
        return switch (type) {
            case "text" -> AnswerTerms.Format.TEXT;
            case "json_object" -> AnswerTerms.Format.JSON;
            case "json_schema" ->
                new AnswerTerms.Format.Schema(
                        wanted.get().text("name").orElse("answer"),
                        wanted.get().schema("schema"),
                        wanted.get().flag("strict", false));
            default -> throw Failure.uncarried("text.format.type", "'" + type + "' " + NOWHERE);
        };
    }
}
