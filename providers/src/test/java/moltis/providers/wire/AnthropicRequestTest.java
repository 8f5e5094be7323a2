package moltis.providers.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
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
import moltis.providers.CacheRetention;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class AnthropicRequestTest {

    private static final ToolSpec EXEC =
            new ToolSpec("exec", "Runs.", Json.object().put("type", "object"));
    private static final List<Message> HISTORY = List.of(
            new Message.System("You are Moltis."),
            new Message.User(
                    List.of(new ContentPart.Text("look"), new ContentPart.Image("image/png", "AAAA")),
                    Optional.of("José Pérez 🎉")),
            new Message.Assistant(
                    "Checking.",
                    "not sent",
                    List.of(
                            new ToolCall("toolu_1", "exec", Json.object().put("command", "ls")),
                            new ToolCall("toolu_2", "exec", Json.array()))),
            Message.ToolAnswer.text("toolu_1", "a.txt"),
            new Message.ToolAnswer(
                    "toolu_2",
                    List.of(new ContentPart.Text("denied"), new ContentPart.Image("image/png", "BBBB")),
                    true));

    @Test
    void writes_the_messages_api_to_the_field() {
        var json = encode(CacheRetention.SHORT, ChatRequest.of(HISTORY, List.of(EXEC)));

        assertThat(json).isEqualTo(Json.parse("""
                {"model":"claude-sonnet-4-5","max_tokens":32000,"stream":true,
                 "tools":[{"name":"exec","description":"Runs.","input_schema":{"type":"object"}}],
                 "tool_choice":{"type":"auto"},
                 "system":[{"type":"text","text":"You are Moltis.","cache_control":{"type":"ephemeral"}}],
                 "messages":[
                  {"role":"user","content":[{"type":"text","text":"[José Pérez 🎉]: look"},
                    {"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}}]},
                  {"role":"assistant","content":[{"type":"text","text":"Checking."},
                    {"type":"tool_use","id":"toolu_1","name":"exec","input":{"command":"ls"}},
                    {"type":"tool_use","id":"toolu_2","name":"exec","input":{}}]},
                  {"role":"user","content":[
                    {"type":"tool_result","tool_use_id":"toolu_1","content":"a.txt"},
                    {"type":"tool_result","tool_use_id":"toolu_2","content":[{"type":"text","text":"denied"},
                      {"type":"image","source":{"type":"base64","media_type":"image/png","data":"BBBB"}}],
                     "is_error":true,"cache_control":{"type":"ephemeral"}}]}]}"""));
    }

    @Test
    void without_retention_nothing_is_marked() {
        var json = encode(CacheRetention.NONE, ChatRequest.of(HISTORY, List.of(EXEC)));

        assertThat(json.toString()).doesNotContain("cache_control");
        assertThat(json.path("system").asString()).isEqualTo("You are Moltis.");
    }

    @ParameterizedTest
    @CsvSource({
        "claude-sonnet-4-5, MINIMAL, 1024, 32000",
        "claude-sonnet-4-5, LOW, 4096, 32000",
        "claude-sonnet-4-5, MEDIUM, 10240, 32000",
        "claude-sonnet-4-5, HIGH, 32768, 36864",
        "claude-sonnet-4-5-20250929, XHIGH, 59904, 64000",
        "claude-opus-4-1-20250805, HIGH, 27904, 32000",
        "claude-opus-4-6, XHIGH, 65536, 69632",
        "claude-3-haiku-20240307, LOW, , 4096",
    })
    void the_budget_leaves_room_and_fits_the_model(String model, ReasoningEffort effort, Integer budget, int limit) {
        var request = new ChatRequest(
                List.of(Message.User.text("hi")), List.of(), ToolChoice.AUTO, Optional.of(effort), Optional.empty());

        var json = encode(model, CacheRetention.NONE, request);

        assertThat(json.path("max_tokens").asInt()).isEqualTo(limit);
        assertThat(json.has("thinking")).isEqualTo(budget != null);
        if (budget != null)
            assertThat(json.at("/thinking/budget_tokens").asInt()).isEqualTo(budget);
    }

    @Test
    void the_newest_models_take_an_effort_instead_of_a_budget() {
        var request = new ChatRequest(
                List.of(Message.User.text("hi")),
                List.of(),
                ToolChoice.AUTO,
                Optional.of(ReasoningEffort.HIGH),
                Optional.empty());

        var json = encode("claude-opus-4-7", CacheRetention.NONE, request);

        assertThat(json.path("thinking")).isEqualTo(Json.parse("{\"type\":\"adaptive\"}"));
        assertThat(json.at("/output_config/effort").asString()).isEqualTo("high");
    }

    @Test
    void thinking_comes_back_unchanged_before_its_call() {
        String signed = "anthropic:[{\"type\":\"thinking\",\"thinking\":\" hm \",\"signature\":\"s1\"}]";
        var call = new ToolCall("c1", "exec", Json.object(), Optional.of(signed));

        var json = encode(CacheRetention.NONE, thinking(call));

        assertThat(json.at("/messages/1/content/0"))
                .isEqualTo(Json.parse("{\"type\":\"thinking\",\"thinking\":\" hm \",\"signature\":\"s1\"}"));
        assertThat(json.at("/messages/1/content/1/type").asString()).isEqualTo("text");
        assertThat(json.has("thinking")).isTrue();
    }

    @Test
    void a_call_of_this_turn_without_its_thinking_switches_thinking_off() {
        var foreign = new ToolCall("c1", "exec", Json.object(), Optional.of("gemini-signature"));

        var json = encode(CacheRetention.NONE, thinking(foreign));

        assertThat(json.has("thinking")).isFalse();
        assertThat(json.toString()).doesNotContain("gemini-signature");
    }

    @Test
    void a_forced_tool_is_checked_before_anything_is_sent() {
        var any = new ChatRequest(HISTORY, List.of(EXEC), ToolChoice.ANY, Optional.empty(), Optional.of(99));
        var thinking = new ChatRequest(
                HISTORY, List.of(EXEC), ToolChoice.ANY, Optional.of(ReasoningEffort.LOW), Optional.empty());
        var none = new ChatRequest(HISTORY, List.of(EXEC), ToolChoice.NONE, Optional.empty(), Optional.empty());
        var toolless = new ChatRequest(HISTORY, List.of(), ToolChoice.ANY, Optional.empty(), Optional.empty());
        var nameless =
                new ChatRequest(HISTORY, List.of(EXEC), new ToolChoice.Named(""), Optional.empty(), Optional.empty());

        assertThat(encode(CacheRetention.NONE, any).at("/tool_choice/type").asString())
                .isEqualTo("any");
        assertThat(encode(CacheRetention.NONE, any).path("max_tokens").asInt()).isEqualTo(99);
        assertThat(encode(CacheRetention.NONE, none).has("tools")).isFalse();
        assertRefused(thinking, "Anthropic forced tool_choice is not compatible with extended thinking");
        assertRefused(toolless, "forced Anthropic tool_choice requires at least one active tool");
        assertRefused(nameless, "forced Anthropic tool_choice requires a tool name");
    }

    private static ChatRequest thinking(ToolCall call) {
        List<Message> history = List.of(
                Message.User.text("go"),
                new Message.Assistant("Well.", "hm", List.of(call)),
                Message.ToolAnswer.text("c1", "ok"));
        return new ChatRequest(
                history, List.of(EXEC), ToolChoice.AUTO, Optional.of(ReasoningEffort.LOW), Optional.empty());
    }

    private static void assertRefused(ChatRequest request, String message) {
        assertThatExceptionOfType(ProviderException.class)
                .isThrownBy(() -> encode(CacheRetention.NONE, request))
                .withMessage(message);
    }

    private static JsonNode encode(CacheRetention cache, ChatRequest request) {
        return encode("claude-sonnet-4-5", cache, request);
    }

    private static JsonNode encode(String model, CacheRetention cache, ChatRequest request) {
        var encoder = new AnthropicRequest(
                model, AnthropicOptions.forModel(model, cache), new ProviderErrors("anthropic", "Anthropic"));
        return Json.parse(new String(encoder.encode(request), StandardCharsets.UTF_8));
    }
}
