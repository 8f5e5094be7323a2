package moltis.providers.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import moltis.core.model.ModelId;
import moltis.core.model.StopReason;
import moltis.core.model.StreamEvent;
import moltis.core.model.Usage;
import org.junit.jupiter.api.Test;

class AnthropicDecoderTest {

    private final AnthropicDecoder decoder =
            new AnthropicDecoder(new ModelId("anthropic", "claude"), new ProviderErrors("anthropic", "Anthropic"));
    private final List<StreamEvent> events = new ArrayList<>();

    @Test
    void a_tool_may_have_a_later_index_and_takes_the_thinking_before_it_along() throws Exception {
        event("{'type':'message_start','message':{'usage':{'input_tokens':180,'cache_read_input_tokens':800,"
                + "'cache_creation_input_tokens':20,'output_tokens':1}}}");
        event("{'type':'content_block_start','index':0,'content_block':{'type':'thinking','thinking':''}}");
        event("{'type':'content_block_delta','index':0,'delta':{'type':'thinking_delta','thinking':'h'}}");
        event("{'type':'content_block_delta','index':0,'delta':{'type':'thinking_delta','thinking':'m'}}");
        event("{'type':'content_block_delta','index':0,'delta':{'type':'signature_delta','signature':'sig'}}");
        event("{'type':'content_block_stop','index':0}");
        event("{'type':'content_block_start','index':1,'content_block':{'type':'redacted_thinking','data':'x'}}");
        event("{'type':'content_block_stop','index':1}");
        event(
                "{'type':'content_block_start','index':2,'content_block':{'type':'tool_use','id':'t','name':'exec','input':{}}}");
        event("{'type':'content_block_delta','index':2,'delta':{'type':'input_json_delta','partial_json':'{}'}}");
        event("{'type':'content_block_stop','index':2}");
        event("{'type':'message_delta','delta':{'stop_reason':'tool_use'},'usage':{'output_tokens':5}}");

        assertThat(event("{'type':'message_stop'}")).isTrue();
        var completion = decoder.finish(events::add);

        assertThat(completion.usage()).isEqualTo(new Usage(180, 5, 800, 20));
        assertThat(completion.stop()).isEqualTo(StopReason.TOOL_CALLS);
        assertThat(events)
                .containsExactly(
                        new StreamEvent.Reasoning("h"),
                        new StreamEvent.Reasoning("m"),
                        new StreamEvent.ToolStarted(
                                2,
                                "t",
                                "exec",
                                Optional.of(
                                        "anthropic:[{\"type\":\"thinking\",\"thinking\":\"hm\",\"signature\":\"sig\"},"
                                                + "{\"type\":\"redacted_thinking\",\"data\":\"x\"}]")),
                        new StreamEvent.ToolArguments(2, "{}"),
                        new StreamEvent.ToolCompleted(2));
    }

    @Test
    void every_reason_to_stop_has_a_meaning() throws Exception {
        assertThat(stop("refusal")).isEqualTo(StopReason.REFUSAL);
        assertThat(stop("max_tokens")).isEqualTo(StopReason.LENGTH);
        assertThat(stop("pause_turn")).isEqualTo(StopReason.LENGTH);
        assertThat(stop("model_context_window_exceeded")).isEqualTo(StopReason.LENGTH);
        assertThat(stop("end_turn")).isEqualTo(StopReason.END);
    }

    @Test
    void a_call_that_was_never_closed_is_completed_at_the_end() throws Exception {
        event(
                "{'type':'content_block_start','index':3,'content_block':{'type':'tool_use','id':'t','name':'x','input':{'a':1}}}");

        decoder.finish(events::add);

        assertThat(events)
                .containsExactly(
                        new StreamEvent.ToolStarted(3, "t", "x", Optional.empty()),
                        new StreamEvent.ToolArguments(3, "{\"a\":1}"),
                        new StreamEvent.ToolCompleted(3));
    }

    private StopReason stop(String reason) throws InterruptedException {
        event("{'type':'message_delta','delta':{'stop_reason':'" + reason + "'},'usage':{}}");
        return decoder.finish(events::add).stop();
    }

    private boolean event(String text) throws InterruptedException {
        byte[] bytes = text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return decoder.frame(bytes, 0, bytes.length, events::add);
    }
}
