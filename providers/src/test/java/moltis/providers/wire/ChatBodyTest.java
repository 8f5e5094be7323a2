package moltis.providers.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import moltis.core.json.Json;
import moltis.core.model.ChatRequest;
import moltis.core.model.ContentPart;
import moltis.core.model.Message;
import moltis.core.model.ReasoningEffort;
import moltis.core.model.ToolCall;
import moltis.core.model.ToolChoice;
import moltis.core.model.ToolSpec;
import moltis.providers.table.EffortForm;
import moltis.providers.table.Trait;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class ChatBodyTest {

    private static final ToolSpec EXEC = new ToolSpec("exec", "Runs.", (ObjectNode)
            Json.parse("{\"type\":\"object\",\"properties\":{\"mode\":{\"enum\":[\"a\",\"b\"]}},\"required\":[]}"));
    private static final List<Message> HISTORY = List.of(
            new Message.System("One."),
            new Message.System("Two."),
            new Message.User(
                    List.of(new ContentPart.Text("look"), new ContentPart.Image("image/png", "AAAA")),
                    Optional.of("José Pérez 🎉")),
            new Message.Assistant(
                    "",
                    "thought",
                    List.of(new ToolCall("c1", "exec", Json.object().put("n", 0), Optional.of("sig")))),
            new Message.ToolAnswer(
                    "c1", List.of(new ContentPart.Text("ok"), new ContentPart.Image("image/png", "BBBB")), false),
            Message.Assistant.text("Done."),
            new Message.User(List.of(new ContentPart.Text("thanks")), Optional.of("日本")));

    @Test
    void writes_chat_completions_to_the_field() {
        assertThat(encode("gpt-5.2", HISTORY)).isEqualTo(Json.parse("""
                {"model":"gpt-5.2","stream":true,"stream_options":{"include_usage":true},
                 "tools":[{"type":"function","function":{"name":"exec","description":"Runs.","strict":true,
                   "parameters":{"type":"object","properties":{"mode":{"enum":["a","b",null],"type":["string","null"]}},
                     "required":["mode"],"additionalProperties":false}}}],
                 "messages":[
                  {"role":"system","content":"One."},{"role":"system","content":"Two."},
                  {"role":"user","content":[{"type":"text","text":"look"},
                    {"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}],"name":"Jos_Prez_"},
                  {"role":"assistant","tool_calls":[{"id":"c1","type":"function",
                    "function":{"name":"exec","arguments":"{\\"n\\":0}"}}]},
                  {"role":"tool","tool_call_id":"c1","content":"ok\\n[picture follows]"},
                  {"role":"user","content":[{"type":"text","text":"Pictures from the tool results above:"},
                    {"type":"image_url","image_url":{"url":"data:image/png;base64,BBBB"}}]},
                  {"role":"assistant","content":"Done."},
                  {"role":"user","content":"thanks"}]}"""));
    }

    @Test
    void a_vendor_without_names_gets_none() {
        assertThat(encode("m", HISTORY, Trait.NO_USER_NAME).path("messages").toString())
                .doesNotContain("\"name\":\"Jos");
    }

    @Test
    void reasoning_goes_back_where_it_is_demanded() {
        var call = encode("m", HISTORY, Trait.REASONING_REPLAY).at("/messages/3");

        assertThat(call.path("reasoning_content").asString()).isEqualTo("thought");
        assertThat(call.path("content").asString("absent")).isEmpty();
    }

    @Test
    void a_signature_goes_to_its_vendor_only() {
        assertThat(encode("m", HISTORY).toString()).doesNotContain("sig\"");
        assertThat(encode("m", HISTORY, Trait.THOUGHT_SIGNATURES)
                        .at("/messages/3/tool_calls/0/extra_content/google/thought_signature")
                        .asString())
                .isEqualTo("sig");
    }

    @Test
    void system_messages_go_where_the_vendor_wants_them() {
        var single = encode("qwen3", HISTORY, Trait.SINGLE_SYSTEM).path("messages");
        var inlined = encode("minimax", HISTORY, Trait.SYSTEM_INLINED).path("messages");

        assertThat(single.get(0)).isEqualTo(Json.parse("{\"role\":\"system\",\"content\":\"One.\\n\\nTwo.\"}"));
        assertThat(single.get(1).path("role").asString()).isEqualTo("user");
        assertThat(inlined.toString()).doesNotContain("\"system\"");
        assertThat(inlined.at("/0/content/0/text").asString())
                .isEqualTo("[System Instructions]\nOne.\n\nTwo.\n[End System Instructions]\n\n");
    }

    @Test
    void cache_marks_stand_on_the_first_system_and_the_last_user_message() {
        var messages = encode("anthropic/claude", HISTORY, Trait.CACHE_MARKERS).path("messages");

        assertThat(messages.at("/0/content/0/cache_control/type").asString()).isEqualTo("ephemeral");
        assertThat(messages.at("/7/content/0/cache_control/type").asString()).isEqualTo("ephemeral");
        assertThat(messages.toString().split("cache_control")).hasSize(3);
    }

    @Test
    void effort_limit_and_choice_have_each_vendors_form() {
        var request = new ChatRequest(
                HISTORY, List.of(EXEC), ToolChoice.ANY, Optional.of(ReasoningEffort.XHIGH), Optional.of(16));

        var thinker = encode("m", request, new ChatTraits(Set.of(), EffortForm.OPENAI, true));
        var deepseek = encode("m", request, new ChatTraits(Set.of(), EffortForm.DEEPSEEK, true));
        var nearai = encode(
                "m",
                request,
                new ChatTraits(Set.of(Trait.NO_STRICT_KEY, Trait.MAX_TOKENS_ONLY), EffortForm.UNSUPPORTED, true));

        assertThat(thinker.path("reasoning_effort").asString()).isEqualTo("high");
        assertThat(thinker.path("max_completion_tokens").asInt()).isEqualTo(16);
        assertThat(thinker.path("tool_choice").asString()).isEqualTo("required");
        assertThat(deepseek.path("reasoning_effort").asString()).isEqualTo("max");
        assertThat(deepseek.at("/thinking/type").asString()).isEqualTo("enabled");
        assertThat(nearai.has("reasoning_effort")).isFalse();
        assertThat(nearai.path("max_tokens").asInt()).isEqualTo(16);
        assertThat(nearai.toString()).doesNotContain("strict");
    }

    @Test
    void the_same_tools_are_turned_into_json_once() {
        var encoder = new EncodedTools(tool -> Json.object().put("name", tool.name()));
        var tools = List.of(EXEC);

        assertThat(encoder.of(tools)).isSameAs(encoder.of(List.of(EXEC)));
        assertThat(encoder.of(List.of(new ToolSpec("other", "", Json.object()))).getValue())
                .isEqualTo("[{\"name\":\"other\"}]");
    }

    private static JsonNode encode(String model, List<Message> history, Trait... traits) {
        return encode(
                model,
                ChatRequest.of(history, List.of(EXEC)),
                new ChatTraits(Set.of(traits), EffortForm.OPENAI, false));
    }

    private static JsonNode encode(String model, ChatRequest request, ChatTraits traits) {
        var body = new ChatBody(model, traits, new ProviderErrors("p", "P"));
        return Json.parse(new String(body.encode(request), StandardCharsets.UTF_8));
    }
}
