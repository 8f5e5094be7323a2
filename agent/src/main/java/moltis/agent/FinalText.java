package moltis.agent;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes out of an answer what a model should have kept to itself: thoughts in tags, tool calls in tags, control tokens.
 * What stands in code is left alone, since there it is what the person asked for.
 */
final class FinalText {

    private static final String INNER = "thinking|think|reflection|inner_monologue|scratchpad|reasoning|analysis|"
            + "self_reflection|meta|internal_thought|function_call|tool_use|invoke|tool_calls|Thinking|Reflection|"
            + "Reasoning|Analysis";

    /** A closed block with or without attributes, or a bare tag that is never closed, up to the end. */
    private static final Pattern HIDDEN = Pattern.compile(
            "<(" + INNER + ")(?:\\s[^>]*)?>.*?</\\1\\s*>" + "|<(?:" + INNER + ")>.*\\z" + "|<\\|(" + INNER
                    + ")\\|>.*?(?:<\\|/\\2\\|>|</\\2\\s*>|\\z)"
                    + "|<\\|(?:eot_id|end|im_end|im_start|begin_of_text|end_of_text|python_tag|eom_id|start_header_id|"
                    + "end_header_id)\\|>",
            Pattern.DOTALL);

    private static final Pattern TRAILING_TOKENS = Pattern.compile("(?:\\s*<\\|[^|<>]{1,64}\\|>)+\\s*\\z");
    private static final Pattern CODE = Pattern.compile("```.*?(?:```|\\z)|`[^`\\n]+`", Pattern.DOTALL);

    private FinalText() {}

    static String clean(String text) {
        if (text.indexOf('<') < 0) return text.strip();
        return TRAILING_TOKENS.matcher(withoutHidden(text)).replaceFirst("").strip();
    }

    private static String withoutHidden(String text) {
        Matcher hidden = HIDDEN.matcher(text);
        Matcher code = CODE.matcher(text);
        StringBuilder shown = new StringBuilder(text.length());
        int copied = 0;
        int from = 0;
        boolean inCode = code.find();
        while (hidden.find(from)) {
            while (inCode && code.end() <= hidden.start()) inCode = code.find();
            if (inCode && code.start() <= hidden.start()) {
                from = code.end();
                continue;
            }
            shown.append(text, copied, hidden.start());
            copied = hidden.end();
            from = copied;
            inCode = inCode && code.find(Math.min(copied, text.length()));
        }
        return shown.append(text, copied, text.length()).toString();
    }
}
