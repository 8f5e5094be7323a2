package moltis.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import moltis.core.json.Json;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextToolCallsTest {

    private static final Set<String> KNOWN = Set.of("exec", "calc");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "```tool_call\n{\"tool\": \"exec\", \"arguments\": {\"command\": \"ls\", \"n\": 2}}\n```",
                "```json\n{\"tool\": \"exec\", \"arguments\": {\"command\": \"ls\", \"n\": 2}}\n```",
                "```tool_call\n{\"name\": \"exec\", \"parameters\": {\"command\": \"ls\", \"n\": 2}}",
                "<function=exec><parameter=command>ls</parameter><parameter=n>2</parameter></function>",
                "<function=exec>\n<parameter=command>\nls\n</parameter>\n<parameter=n>2</parameter>\n</function>\n</tool_call>",
                "<invoke name=\"exec\"><arg name=\"command\">ls</arg><arg name=\"n\">2</arg></invoke>",
                "<tool_call>exec<arg_key>command</arg_key><arg_value>ls</arg_value><arg_key>n</arg_key><arg_value>2</arg_value></tool_call>",
                "<tool_call>{\"name\": \"exec\", \"arguments\": {\"command\": \"ls\", \"n\": 2}}</tool_call>",
                "<function_call>{\"tool\": \"exec\", \"arguments\": \"{\\\"command\\\": \\\"ls\\\", \\\"n\\\": 2}\"}</function_call>",
                "{\"tool\": \"exec\", \"arguments\": {\"command\": \"ls\", \"n\": 2}}"
            })
    void finds_a_call_in_every_form(String written) {
        var found = TextToolCalls.in("First I look. " + written + " Then I tell.", KNOWN);

        assertThat(found.calls())
                .singleElement()
                .isEqualTo(new TextToolCalls.Call("exec", Json.parse("{\"command\":\"ls\",\"n\":2}")));
        assertThat(found.rest()).startsWith("First I look.").doesNotContain("exec");
    }

    @Test
    void finds_all_calls_in_the_order_of_the_text() {
        var found = TextToolCalls.in(
                "{\"tool\":\"calc\",\"arguments\":{\"expression\":\"1+1\"}} and <function=exec></function>", KNOWN);

        assertThat(found.calls()).extracting(TextToolCalls.Call::tool).containsExactly("calc", "exec");
        assertThat(found.rest()).isEqualTo("and");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A hammer is a {\"tool\": \"hammer\"}.",
                "```json\n{\"tool\": \"hammer\"}\n```",
                "```\n{ broken\n```",
                "Nothing at all."
            })
    void leaves_ordinary_text_alone(String text) {
        assertThat(TextToolCalls.in(text, KNOWN)).isEqualTo(new TextToolCalls.Found(List.of(), text));
    }

    @Test
    void knows_a_broken_call_from_words() {
        assertThat(TextToolCalls.looksBroken("```tool_call\n{\"tool\": ", true)).isTrue();
        assertThat(TextToolCalls.looksBroken("{\"tool\": \"calc\"", true)).isTrue();
        assertThat(TextToolCalls.looksBroken("{\"tool\": \"calc\"", false)).isFalse();
        assertThat(TextToolCalls.looksBroken("I would use a tool.", true)).isFalse();
    }

    @Property
    void never_fails(@ForAll String text) {
        String nasty = text + "{<function=" + text + "```tool_call\n" + text + "\"}";

        assertThat(TextToolCalls.in(nasty, KNOWN).calls()).isNotNull();
    }
}
