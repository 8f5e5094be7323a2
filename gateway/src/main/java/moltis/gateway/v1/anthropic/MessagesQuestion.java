package moltis.gateway.v1.anthropic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import moltis.core.RequestException;
import moltis.core.model.AnswerTerms;
import moltis.core.model.CallContext;
import moltis.core.model.ChatRequest;
import moltis.core.model.ContentPart;
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

/** Reads a request for Messages. */
final class MessagesQuestion {

    private static final String NOWHERE = "can't be said to a model of another kind.";

    private MessagesQuestion() {}

    static Question read(JsonNode body) {
        Fields fields = Fields.of(body, "");
        for (String known : new String[] {"model", "stream"}) fields.raw(known);
        List<Message> messages = new ArrayList<>();
        String system = system(fields);
        if (!system.isBlank()) messages.add(new Message.System(system));
        for (Fields message : fields.list("messages")) add(messages, message);
        if (!fields.has("messages")) throw RequestException.missing("messages");
        List<ToolSpec> tools = new ArrayList<>();
        for (Fields tool : fields.list("tools")) tools.add(tool(tool));
        Optional<Fields> choice = fields.object("tool_choice");
        boolean parallel = choice.map(wanted -> !wanted.flag("disable_parallel_tool_use", false))
                .orElse(true);
        Optional<Fields> output = fields.object("output_config");
        var terms = new AnswerTerms(
                fields.number("temperature"),
                fields.number("top_p"),
                fields.texts("stop_sequences"),
                format(output),
                parallel);
        fields.refuse(NOWHERE, BooleanNode.FALSE, "top_k", "mcp_servers", "container", "context_management");
        var request = new ChatRequest(
                messages,
                tools,
                choice.map(MessagesQuestion::choice).orElse(ToolChoice.AUTO),
                effort(fields, output),
                fields.whole("max_tokens"),
                terms,
                CallContext.NONE);
        return new Question(request, fields.leftOver(), true);
    }

    private static String system(Fields fields) {
        JsonNode raw = fields.raw("system");
        if (raw.isMissingNode() || raw.isString()) return raw.asString("");
        StringBuilder text = new StringBuilder();
        for (Fields block : fields.list("system")) text.append(block.required("text"));
        return text.toString();
    }

    private static void add(List<Message> messages, Fields fields) {
        switch (fields.required("role")) {
            case "user" -> user(messages, fields);
            case "assistant" -> messages.add(assistant(fields));
            case "system" -> messages.add(new Message.System(text(blocks(fields))));
            default -> throw fields.wrong("role", "user or assistant");
        }
    }

    /** Results first, each a message of its own; what the person says comes behind them. */
    private static void user(List<Message> messages, Fields fields) {
        List<ContentPart> said = new ArrayList<>();
        JsonNode content = fields.raw("content");
        if (content.isString()) {
            messages.add(Message.User.text(content.asString()));
            return;
        }
        for (Fields block : fields.list("content")) {
            if (block.required("type").equals("tool_result"))
                messages.add(new Message.ToolAnswer(
                        block.required("tool_use_id"),
                        block.has("content") ? blocks(block) : List.of(new ContentPart.Text("")),
                        block.flag("is_error", false)));
            else said.add(part(block));
        }
        if (!said.isEmpty()) messages.add(new Message.User(said, Optional.empty()));
    }

    private static Message assistant(Fields fields) {
        JsonNode content = fields.raw("content");
        if (content.isString()) return Message.Assistant.text(content.asString());
        StringBuilder text = new StringBuilder();
        StringBuilder reasoning = new StringBuilder();
        List<ToolCall> calls = new ArrayList<>();
        for (Fields block : fields.list("content")) {
            String type = block.required("type");
            switch (type) {
                case "text" -> text.append(block.required("text"));
                case "thinking" -> reasoning.append(block.text("thinking").orElse(""));
                // Nobody but its vendor can read it.
                case "redacted_thinking" -> {}
                case "tool_use" ->
                    calls.add(new ToolCall(block.required("id"), block.required("name"), block.schema("input")));
                default -> throw Failure.uncarried(block.path("type"), "'" + type + "' " + NOWHERE);
            }
        }
        return new Message.Assistant(text.toString(), reasoning.toString(), calls);
    }

    private static List<ContentPart> blocks(Fields fields) {
        JsonNode content = fields.raw("content");
        if (content.isString()) return List.of(new ContentPart.Text(content.asString()));
        List<ContentPart> parts = new ArrayList<>();
        for (Fields block : fields.list("content")) parts.add(part(block));
        return parts;
    }

    private static String text(List<ContentPart> parts) {
        StringBuilder text = new StringBuilder();
        for (ContentPart part : parts) if (part instanceof ContentPart.Text(var more)) text.append(more);
        return text.toString();
    }

    private static ContentPart part(Fields block) {
        String type = block.required("type");
        return switch (type) {
            case "text" -> new ContentPart.Text(block.required("text"));
            case "image" -> {
                Fields source =
                        block.object("source").orElseThrow(() -> RequestException.missing(block.path("source")));
                yield source.required("type").equals("base64")
                        ? Pictures.of(source.path("data"), source.required("media_type"), source.required("data"))
                        : Pictures.ofUrl(source.path("url"), source.text("url").orElse(""));
            }
            default -> throw Failure.uncarried(block.path("type"), "'" + type + "' " + NOWHERE);
        };
    }

    private static ToolSpec tool(Fields tool) {
        String type = tool.text("type").orElse("custom");
        if (!type.equals("custom")) throw Failure.uncarried(tool.path("type"), "'" + type + "' " + NOWHERE);
        return new ToolSpec(
                tool.required("name"),
                tool.text("description").orElse(""),
                tool.schema("input_schema"),
                Optional.of(tool.flag("strict", false)));
    }

    private static ToolChoice choice(Fields choice) {
        return switch (choice.required("type")) {
            case "auto" -> ToolChoice.AUTO;
            case "any" -> ToolChoice.ANY;
            case "none" -> ToolChoice.NONE;
            case "tool" -> new ToolChoice.Named(choice.required("name"));
            default -> throw choice.wrong("type", "auto, any, none or tool");
        };
    }

    private static Optional<ReasoningEffort> effort(Fields fields, Optional<Fields> output) {
        Optional<String> named = output.flatMap(wanted -> wanted.text("effort"));
        Optional<Fields> thinking = fields.object("thinking");
        if (thinking.isEmpty() || thinking.get().required("type").equals("disabled")) return Optional.empty();
        if (named.isPresent()) return ReasoningEffort.parse(named.get().equals("max") ? "xhigh" : named.get());
        return Optional.of(thinking.get()
                .whole("budget_tokens")
                .map(MessagesQuestion::effort)
                .orElse(ReasoningEffort.MEDIUM));
    }

    /** The effort whose budget is nearest. */
    private static ReasoningEffort effort(int budget) {
        if (budget <= 1_024) return ReasoningEffort.MINIMAL;
        if (budget <= 4_096) return ReasoningEffort.LOW;
        if (budget <= 10_240) return ReasoningEffort.MEDIUM;
        return budget <= 32_768 ? ReasoningEffort.HIGH : ReasoningEffort.XHIGH;
    }

    private static AnswerTerms.Format format(Optional<Fields> output) {
        Optional<Fields> wanted = output.flatMap(config -> config.object("format"));
        if (wanted.isEmpty()) return AnswerTerms.Format.TEXT;
        if (!wanted.get().required("type").equals("json_schema"))
            throw wanted.get().wrong("type", "json_schema");
        return new AnswerTerms.Format.Schema("answer", wanted.get().schema("schema"), true);
    }
}
