package moltis.agent;

/** What the loop tells a model that lost its way. */
final class Nudges {

    static final String MALFORMED_CALL = """
            Your last message looks like a tool call, but it could not be read. Send it again in exactly this form:
            ```tool_call
            {"tool": "name_of_the_tool", "arguments": {"key": "value"}}
            ```""";

    /** Takes the arguments of the nameless call and the names of the tools. */
    static final String NAMELESS_CALL =
            "Your last tool call had no name. Its arguments were: %s. Call again with the exact name of one of: %s";

    static final String GO_ON =
            "You stopped before the task was finished. Go on with it, or, if it is finished, say what came out.";

    /** Takes the name of the tool. */
    static final String LOOP =
            "Loop detected: you keep calling %s in the same way and get the same outcome. Do not repeat"
                    + " this call. Try something else, or answer in plain text with what you know.";

    static final String NO_TOOLS =
            "Tools are disabled for your next message, because you keep repeating a call. Answer in plain text.";

    static final String CUT_CALL =
            "this call was cut off by your output limit and was not carried out; make it shorter, or split the work";

    private Nudges() {}
}
