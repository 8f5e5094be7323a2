package moltis.agent;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import moltis.core.json.Json;
import moltis.core.model.DecodedArguments;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Finds tool calls that a model wrote into its text, because it has no other way or does not know better. */
final class TextToolCalls {

    /** @param rest the text without the calls */
    record Found(List<Call> calls, String rest) {}

    record Call(String tool, JsonNode arguments) {}

    private record Span(int start, int end, Call call) {}

    private static final String NAME = "([A-Za-z0-9_-]+)";
    private static final Pattern FENCE =
            Pattern.compile("```(?:tool_call|json)?[ \\t]*\\r?\\n(.*?)(?:```|\\z)", Pattern.DOTALL);
    private static final Pattern FUNCTION =
            Pattern.compile("<function=" + NAME + ">(.*?)</function>(?:\\s*</tool_call>)?", Pattern.DOTALL);
    private static final Pattern PARAMETER =
            Pattern.compile("<parameter=" + NAME + ">(.*?)</parameter>", Pattern.DOTALL);
    private static final Pattern INVOKE =
            Pattern.compile("<invoke\\s+name=\"" + NAME + "\"\\s*>(.*?)</invoke>", Pattern.DOTALL);
    private static final Pattern ARG =
            Pattern.compile("<(arg|parameter)\\s+name=\"" + NAME + "\"\\s*>(.*?)</\\1>", Pattern.DOTALL);
    private static final Pattern TAGGED =
            Pattern.compile("<(tool_call|function_call)>\\s*(.*?)\\s*</\\1>", Pattern.DOTALL);
    private static final Pattern KEY_VALUE =
            Pattern.compile("<arg_key>\\s*(.*?)\\s*</arg_key>\\s*<arg_value>(.*?)</arg_value>", Pattern.DOTALL);
    private static final Pattern LEADING_NAME = Pattern.compile("^" + NAME + "\\s*(?=<arg_key>|$)");
    private static final List<String> BROKEN =
            List.of("```tool_call", "<tool_call", "<function=", "<invoke", "<arg_key>", "<arg_value>");

    private TextToolCalls() {}

    /**
     * All calls, in the order of the text; where two readings overlap, the one that begins first counts.
     *
     * @param known the tools on offer; bare JSON only counts as a call when it names one of them
     */
    static Found in(String text, Set<String> known) {
        List<Span> spans = new ArrayList<>();
        if (text.indexOf('<') >= 0) {
            collect(FUNCTION, text, spans, found -> call(found.group(1), fields(PARAMETER, 1, 2, found.group(2))));
            collect(INVOKE, text, spans, found -> call(found.group(1), fields(ARG, 2, 3, found.group(2))));
            collect(TAGGED, text, spans, found -> tagged(found.group(2)));
        }
        if (text.indexOf('{') >= 0) {
            collect(FENCE, text, spans, found -> fenced(found, known));
            collectBare(text, spans, known);
        }
        spans.sort(Comparator.comparingInt(Span::start).thenComparing(Span::end, Comparator.reverseOrder()));
        List<Call> calls = new ArrayList<>();
        StringBuilder rest = new StringBuilder();
        int at = 0;
        for (Span span : spans) {
            if (span.start() < at) continue;
            calls.add(span.call());
            rest.append(text, at, span.start());
            at = span.end();
        }
        rest.append(text, at, text.length());
        return new Found(calls, rest.toString().strip());
    }

    /** Whether the text looks like a call that went wrong. @param textMode whether calls are expected in text */
    static boolean looksBroken(String text, boolean textMode) {
        if (textMode && text.contains("\"tool\"")) return true;
        return BROKEN.stream().anyMatch(text::contains);
    }

    private interface Reading {
        Optional<Call> of(Matcher found);
    }

    private static void collect(Pattern pattern, String text, List<Span> spans, Reading reading) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            int start = matcher.start();
            int end = matcher.end();
            reading.of(matcher).ifPresent(call -> spans.add(new Span(start, end, call)));
        }
    }

    private static void collectBare(String text, List<Span> spans, Set<String> known) {
        int at = text.indexOf('{');
        while (at >= 0) {
            int end = closing(text, at);
            int begin = at;
            Optional<Call> call = end < 0 ? Optional.empty() : json(text.substring(at, end));
            call.filter(it -> known.contains(it.tool())).ifPresent(it -> spans.add(new Span(begin, end, it)));
            at = text.indexOf('{', call.isPresent() ? end : at + 1);
        }
    }

    /** Behind the brace that closes the one at {@code open}, or -1. */
    private static int closing(String text, int open) {
        int depth = 0;
        boolean inString = false;
        for (int i = open; i < text.length(); i++) {
            char c = text.charAt(i);
            if (inString && c == '\\') i++;
            else if (c == '"') inString = !inString;
            else if (!inString && c == '{') depth++;
            else if (!inString && c == '}' && --depth == 0) return i + 1;
        }
        return -1;
    }

    private static Optional<Call> fenced(Matcher found, Set<String> known) {
        boolean declared = found.group().startsWith("```tool_call");
        return json(found.group(1)).filter(call -> declared || known.contains(call.tool()));
    }

    private static Optional<Call> tagged(String body) {
        if (body.startsWith("{")) return json(body);
        Matcher name = LEADING_NAME.matcher(body);
        return name.find() ? call(name.group(1), fields(KEY_VALUE, 1, 2, body)) : Optional.empty();
    }

    /** {@code {"tool": …, "arguments": …}}, or the same with {@code name} and {@code parameters}. */
    private static Optional<Call> json(String body) {
        JsonNode node;
        try {
            node = Json.parse(body.strip());
        } catch (JacksonException broken) {
            return Optional.empty();
        }
        JsonNode tool = node.path("tool").isString() ? node.path("tool") : node.path("name");
        if (!tool.isString()) return Optional.empty();
        JsonNode arguments = node.has("arguments") ? node.get("arguments") : node.get("parameters");
        return call(tool.stringValue(), DecodedArguments.of(arguments).value());
    }

    private static Optional<Call> call(String tool, JsonNode arguments) {
        return tool.matches(NAME) ? Optional.of(new Call(tool, arguments)) : Optional.empty();
    }

    private static ObjectNode fields(Pattern pattern, int key, int value, String body) {
        ObjectNode fields = Json.object();
        Matcher field = pattern.matcher(body);
        while (field.find()) fields.set(field.group(key), value(field.group(value)));
        return fields;
    }

    private static JsonNode value(String text) {
        try {
            return Json.parse(text.strip());
        } catch (JacksonException words) {
            return Json.MAPPER.getNodeFactory().stringNode(text.strip());
        }
    }
}
