package moltis.gateway.v1.openai;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import moltis.core.RequestException;
import moltis.core.json.Json;
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
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.StringNode;

/** Reads a request for Chat Completions. */
final class ChatQuestion {

    private static final String NOWHERE = "can't be said to a model of another kind.";

    private ChatQuestion() {}

    static Question read(JsonNode body) {
        Fields fields = Fields.of(body, "");
        for (String known : new String[] {"model", "stream"}) fields.raw(known);
        List<Message> messages = new ArrayList<>();
        for (Fields message : fields.list("messages")) messages.add(message(message));
        if (messages.isEmpty()) throw RequestException.missing("messages");
        List<ToolSpec> tools = new ArrayList<>();
        for (Fields tool : fields.list("tools")) tools.add(tool(tool));
        ToolChoice choice = choice(fields);
        Optional<ReasoningEffort> effort = fields.text("reasoning_effort").flatMap(word -> effort(fields, word));
        Optional<Integer> limit = fields.whole("max_completion_tokens");
        Optional<Integer> older = fields.whole("max_tokens");
        var terms = new AnswerTerms(
                fields.number("temperature"),
                fields.number("top_p"),
                fields.texts("stop"),
                format(fields),
                fields.flag("parallel_tool_calls", true));
        refuse(fields);
        boolean counts = fields.object("stream_options")
                .map(options -> options.flag("include_usage", false))
                .orElse(false);
        var request = new ChatRequest(messages, tools, choice, effort, limit.or(() -> older), terms, CallContext.NONE);
        return new Question(request, fields.leftOver(), counts);
    }

    /** What would change the answer and has no place in other protocols. */
    private static void refuse(Fields fields) {
        fields.refuse(NOWHERE, IntNode.valueOf(1), "n");
        fields.refuse(NOWHERE, IntNode.valueOf(0), "frequency_penalty", "presence_penalty", "top_logprobs");
        fields.refuse(NOWHERE, BooleanNode.FALSE, "logprobs");
        fields.refuse(
                NOWHERE, BooleanNode.FALSE, "logit_bias", "audio", "functions", "function_call", "web_search_options");
        fields.refuse(NOWHERE, Json.array().add("text"), "modalities");
    }

    private static Message message(Fields fields) {
        String role = fields.required("role");
        return switch (role) {
            case "system", "developer" -> new Message.System(plain(fields));
            case "user" -> new Message.User(parts(fields), fields.text("name"));
            case "assistant" -> assistant(fields);
            case "tool" -> new Message.ToolAnswer(fields.required("tool_call_id"), parts(fields), false);
            default -> throw fields.wrong("role", "system, developer, user, assistant or tool");
        };
    }

    private static Message assistant(Fields fields) {
        fields.refuse(NOWHERE, BooleanNode.FALSE, "function_call", "audio");
        List<ToolCall> calls = new ArrayList<>();
        for (Fields call : fields.list("tool_calls")) {
            Fields function = call.object("function")
                    .orElseThrow(() -> Failure.uncarried(call.path("type"), "must be 'function'."));
            calls.add(new ToolCall(
                    call.required("id"),
                    function.required("name"),
                    DecodedArguments.of(function.raw("arguments")).value(),
                    signature(call)));
        }
        String reasoning = fields.text("reasoning_content")
                .or(() -> fields.text("reasoning"))
                .orElse("");
        String refusal = fields.text("refusal").orElse("");
        String text = fields.has("content") ? plain(fields) : "";
        return new Message.Assistant(text.isEmpty() ? refusal : text, reasoning, calls);
    }

    private static Optional<String> signature(Fields call) {
        return call.object("extra_content")
                .flatMap(extra -> extra.object("google"))
                .flatMap(google -> google.text("thought_signature"));
    }

    private static String plain(Fields fields) {
        StringBuilder text = new StringBuilder();
        for (ContentPart part : parts(fields)) {
            if (!(part instanceof ContentPart.Text(var more))) throw fields.wrong("content", "text");
            text.append(more);
        }
        return text.toString();
    }

    private static List<ContentPart> parts(Fields fields) {
        JsonNode content = fields.raw("content");
        if (content.isMissingNode()) throw RequestException.missing(fields.path("content"));
        if (content.isString()) return List.of(new ContentPart.Text(content.asString()));
        List<ContentPart> parts = new ArrayList<>();
        for (Fields part : fields.list("content")) parts.add(part(part));
        return parts;
    }

    private static ContentPart part(Fields part) {
        String type = part.required("type");
        return switch (type) {
            case "text" -> new ContentPart.Text(part.required("text"));
            case "refusal" -> new ContentPart.Text(part.required("refusal"));
            case "image_url" -> {
                Fields image =
                        part.object("image_url").orElseThrow(() -> RequestException.missing(part.path("image_url")));
                yield Pictures.ofUrl(image.path("url"), image.required("url"));
            }
            default -> throw Failure.uncarried(part.path("type"), "'" + type + "' " + NOWHERE);
        };
    }

    private static ToolSpec tool(Fields tool) {
        String type = tool.text("type").orElse("function");
        if (!type.equals("function")) throw Failure.uncarried(tool.path("type"), "'" + type + "' " + NOWHERE);
        Fields function = tool.object("function").orElseThrow(() -> RequestException.missing(tool.path("function")));
        return new ToolSpec(
                function.required("name"),
                function.text("description").orElse(""),
                function.schema("parameters"),
                Optional.of(function.flag("strict", false)));
    }

    private static ToolChoice choice(Fields fields) {
        JsonNode raw = fields.raw("tool_choice");
        if (raw.isMissingNode()) return ToolChoice.AUTO;
        if (raw.equals(StringNode.valueOf("auto"))) return ToolChoice.AUTO;
        if (raw.equals(StringNode.valueOf("required"))) return ToolChoice.ANY;
        if (raw.equals(StringNode.valueOf("none"))) return ToolChoice.NONE;
        Fields choice = Fields.of(raw, "tool_choice");
        return choice.object("function")
                .map(function -> (ToolChoice) new ToolChoice.Named(function.required("name")))
                .orElseThrow(() -> Failure.uncarried("tool_choice", NOWHERE));
    }

    static Optional<ReasoningEffort> effort(Fields fields, String word) {
        if (word.equals("none")) return Optional.empty();
        Optional<ReasoningEffort> effort = ReasoningEffort.parse(word);
        if (effort.isEmpty()) throw fields.wrong("reasoning_effort", "none, minimal, low, medium, high or xhigh");
        return effort;
    }

    private static AnswerTerms.Format format(Fields fields) {
        Optional<Fields> wanted = fields.object("response_format");
        if (wanted.isEmpty()) return AnswerTerms.Format.TEXT;
        String type = wanted.get().required("type");
        return switch (type) {
            case "text" -> AnswerTerms.Format.TEXT;
            case "json_object" -> AnswerTerms.Format.JSON;
            case "json_schema" -> {
                Fields schema = wanted.get()
                        .object("json_schema")
                        .orElseThrow(() -> RequestException.missing("response_format.json_schema"));
                yield new AnswerTerms.Format.Schema(
                        schema.text("name").orElse("answer"), schema.schema("schema"), schema.flag("strict", false));
            }
            default -> throw Failure.uncarried("response_format.type", "'" + type + "' " + NOWHERE);
        };
    }
}
