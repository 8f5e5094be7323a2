package moltis.providers.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import moltis.core.ProviderException;
import moltis.core.json.Json;
import moltis.core.model.ChatRequest;
import moltis.core.model.ContentPart;
import moltis.core.model.Message;
import moltis.core.model.ReasoningEffort;
import moltis.core.model.ToolCall;
import moltis.core.model.ToolChoice;
import moltis.core.model.ToolSpec;
import moltis.providers.table.EffortForm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ResponsesBodyTest {

    private static final ProviderErrors ERRORS = new ProviderErrors("openai", "OpenAI");
    private static final ToolSpec CALC = new ToolSpec(
            "calc",
            "Calculates.",
            Json.object()
                    .put("type", "object")
                    .set("properties", Json.object().set("x", Json.object().put("type", "string"))));

    @Test
    void a_conversation_becomes_items_in_order() {
        var request = ChatRequest.of(
                List.of(
                        new Message.System("Be brief."),
                        new Message.System(" "),
                        new Message.System("Be kind."),
                        new Message.User(
                                List.of(new ContentPart.Text("look"), new ContentPart.Image("image/png", "AAAA")),
                                Optional.of("Ada")),
                        new Message.Assistant(
                                "Let me see.",
                                "hm",
                                List.of(new ToolCall(
                                        "c 1", "calc", Json.object().put("x", "2")))),
                        Message.ToolAnswer.text("c 1", "4")),
                List.of());

        assertThat(encoded(ResponsesForm.OPENAI, request)).isEqualTo(Json.parse("""
                        {"model":"gpt-5.2","stream":true,"instructions":"Be brief.\\n\\nBe kind.","input":[
                          {"role":"user","content":[
                            {"type":"input_text","text":"[Ada]: look"},
                            {"type":"input_image","image_url":"data:image/png;base64,AAAA"}]},
                          {"type":"message","role":"assistant","content":[
                            {"type":"output_text","text":"Let me see."}]},
                          {"type":"function_call","call_id":"c_1","name":"calc","arguments":"{\\"x\\":\\"2\\"}"},
                          {"type":"function_call_output","call_id":"c_1","output":"4"}]}"""));
    }

    @Test
    void tools_are_strict_unless_the_person_says_otherwise() {
        ChatRequest request = ChatRequest.of(List.of(Message.User.text("hi")), List.of(CALC));

        JsonNode strict = encoded(ResponsesForm.OPENAI, request);
        JsonNode loose = encoded(new ResponsesForm(Optional.empty(), EffortForm.OPENAI, true, false), request);

        assertThat(strict.path("tools").path(0).path("strict").asBoolean()).isTrue();
        assertThat(strict.path("tools")
                        .path(0)
                        .path("parameters")
                        .path("additionalProperties")
                        .asBoolean(true))
                .isFalse();
        assertThat(strict.path("tool_choice").asString()).isEqualTo("auto");
        assertThat(loose.path("tools").path(0).path("strict").asBoolean(true)).isFalse();
        assertThat(loose.path("tools").path(0).path("parameters").has("additionalProperties"))
                .isFalse();
    }

    @Test
    void a_choice_is_written_and_one_that_can_not_be_is_refused() {
        assertThat(choice(ToolChoice.ANY, List.of(CALC)).asString()).isEqualTo("required");
        assertThat(choice(ToolChoice.NONE, List.of(CALC)).asString()).isEqualTo("none");
        assertThat(choice(new ToolChoice.Named("calc"), List.of(CALC)))
                .isEqualTo(Json.object().put("type", "function").put("name", "calc"));
        assertThat(choice(ToolChoice.AUTO, List.of()).isMissingNode()).isTrue();
        assertThatThrownBy(() -> choice(ToolChoice.ANY, List.of())).isInstanceOf(ProviderException.class);
        assertThatThrownBy(() -> choice(new ToolChoice.Named(" "), List.of(CALC)))
                .isInstanceOf(ProviderException.class);
    }

    @ParameterizedTest
    @CsvSource({"OPENAI, MINIMAL, low", "OPENAI, XHIGH, high", "AS_NAMED, MINIMAL, minimal", "AS_NAMED, XHIGH, xhigh"})
    void the_effort_is_told_in_the_words_of_the_vendor(EffortForm form, ReasoningEffort effort, String word) {
        var request = new ChatRequest(
                List.of(Message.User.text("hi")), List.of(), ToolChoice.AUTO, Optional.of(effort), Optional.of(1));

        JsonNode body = encoded(new ResponsesForm(Optional.empty(), form, false, false), request);

        assertThat(body.path("reasoning").path("effort").asString()).isEqualTo(word);
        assertThat(body.path("max_output_tokens").asInt()).isEqualTo(16);
    }

    private static final ResponsesForm CODEX = ResponsesForm.codex(EffortForm.AS_NAMED, false);

    @Test
    void a_subscription_gets_what_its_backend_demands() {
        var request = new ChatRequest(
                List.of(Message.User.text("hi")), List.of(), ToolChoice.AUTO, Optional.empty(), Optional.of(100));

        assertThat(encoded(CODEX, request)).isEqualTo(Json.parse("""
                        {"model":"gpt-5.2","stream":true,"store":false,"text":{"verbosity":"medium"},
                         "include":["reasoning.encrypted_content"],"instructions":"You are a helpful assistant.",
                         "input":[{"role":"user","content":[{"type":"input_text","text":"hi"}]}]}"""));
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.b/v1, https://a.b/v1/responses",
        "https://a.b/v1/, https://a.b/v1/responses",
        "https://a.b, https://a.b/v1/responses",
        "https://a.b/x/responses, https://a.b/x/responses",
        "https://a.b/x/chat/completions, https://a.b/x/responses"
    })
    void finds_its_address_in_the_base_as_people_write_it(String base, String url) {
        var access = new Access(base, Optional.empty(), false, Map.of());

        assertThat(ResponsesForm.OPENAI.located(access).baseUrl()).isEqualTo(url);
        assertThat(CODEX.located(new Access("https://a.b", Optional.empty(), false, Map.of()))
                        .baseUrl())
                .isEqualTo("https://a.b/codex/responses");
    }

    private static JsonNode choice(ToolChoice choice, List<ToolSpec> tools) {
        var request =
                new ChatRequest(List.of(Message.User.text("hi")), tools, choice, Optional.empty(), Optional.empty());
        return encoded(ResponsesForm.OPENAI, request).path("tool_choice");
    }

    private static JsonNode encoded(ResponsesForm form, ChatRequest request) {
        return Json.MAPPER.readTree(new ResponsesBody("gpt-5.2", form, ERRORS).encode(request));
    }
}
