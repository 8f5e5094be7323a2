package moltis.providers.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import moltis.core.model.Completion;
import moltis.core.model.ModelId;
import moltis.core.model.StopReason;
import moltis.core.model.StreamEvent;
import moltis.core.model.Usage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Streams in the form that servers at home write them, after their documentation. */
class ChatDialectsTest {

    private final List<StreamEvent> events = new ArrayList<>();

    @Test
    @DisplayName("pain 11: Ollama sends a call as a whole, and no counters before the end")
    void pain_11_ollama() throws Exception {
        var completion = read("""
                data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"llama3.2","system_fingerprint":"fp_ollama","choices":[{"index":0,"delta":{"role":"assistant","content":"","tool_calls":[{"id":"call_8","index":0,"type":"function","function":{"name":"calc","arguments":"{\\"expression\\":\\"2+2\\"}"}}]},"finish_reason":null}]}

                data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"llama3.2","system_fingerprint":"fp_ollama","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":"tool_calls"}]}

                data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"llama3.2","system_fingerprint":"fp_ollama","choices":[],"usage":{"prompt_tokens":26,"completion_tokens":12,"total_tokens":38}}

                data: [DONE]

                """);

        assertThat(completion.stop()).isEqualTo(StopReason.TOOL_CALLS);
        assertThat(completion.usage()).isEqualTo(new Usage(26, 12, 0, 0));
        assertThat(events)
                .containsExactly(
                        new StreamEvent.ToolStarted(0, "call_8", "calc", Optional.empty()),
                        new StreamEvent.ToolArguments(0, "{\"expression\":\"2+2\"}"),
                        new StreamEvent.ToolCompleted(0));
    }

    @Test
    @DisplayName("pain 11: llama.cpp begins with null content, thinks in its own field, and adds timings")
    void pain_11_llama_cpp() throws Exception {
        var completion = read("""
                data: {"choices":[{"finish_reason":null,"index":0,"delta":{"role":"assistant","content":null}}],"created":1,"id":"chatcmpl-2","model":"qwen3","object":"chat.completion.chunk"}

                data: {"choices":[{"finish_reason":null,"index":0,"delta":{"reasoning_content":"Hm"}}],"created":1,"id":"chatcmpl-2","model":"qwen3","object":"chat.completion.chunk"}

                data: {"choices":[{"finish_reason":null,"index":0,"delta":{"reasoning_content":"."}}],"created":1,"id":"chatcmpl-2","model":"qwen3","object":"chat.completion.chunk"}

                data: {"choices":[{"finish_reason":null,"index":0,"delta":{"content":"Hi"}}],"created":1,"id":"chatcmpl-2","model":"qwen3","object":"chat.completion.chunk"}

                data: {"choices":[{"finish_reason":"length","index":0,"delta":{}}],"created":1,"id":"chatcmpl-2","model":"qwen3","object":"chat.completion.chunk","usage":{"completion_tokens":3,"prompt_tokens":9,"total_tokens":12},"timings":{"prompt_n":9,"predicted_n":3}}

                data: [DONE]

                """);

        assertThat(completion.stop()).isEqualTo(StopReason.LENGTH);
        assertThat(completion.usage()).isEqualTo(new Usage(9, 3, 0, 0));
        assertThat(events)
                .containsExactly(
                        new StreamEvent.Reasoning("Hm"), new StreamEvent.Reasoning("."), new StreamEvent.Text("Hi"));
    }

    @Test
    @DisplayName("pain 11: LM Studio streams the pieces of a call and may close without an end mark")
    void pain_11_lm_studio() throws Exception {
        var completion = read("""
                data: {"id":"c","object":"chat.completion.chunk","model":"q","choices":[{"index":0,"delta":{"role":"assistant","tool_calls":[{"index":0,"id":"3654","type":"function","function":{"name":"calc","arguments":""}}]},"logprobs":null,"finish_reason":null}]}
                data: {"id":"c","object":"chat.completion.chunk","model":"q","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{}"}}]},"logprobs":null,"finish_reason":null}]}
                data: {"id":"c","object":"chat.completion.chunk","model":"q","choices":[{"index":0,"delta":{},"logprobs":null,"finish_reason":"tool_calls"}],"stats":{}}""");

        assertThat(completion.stop()).isEqualTo(StopReason.TOOL_CALLS);
        assertThat(events)
                .containsExactly(
                        new StreamEvent.ToolStarted(0, "3654", "calc", Optional.empty()),
                        new StreamEvent.ToolArguments(0, "{}"),
                        new StreamEvent.ToolCompleted(0));
    }

    private Completion read(String stream) throws Exception {
        var decoder = new ChatDecoder(new ModelId("p", "m"), new ProviderErrors("p", "P"), () -> "new");
        var reader = new SseReader(new ByteArrayInputStream(stream.getBytes(StandardCharsets.UTF_8)), 1 << 20, 1 << 20);
        while (reader.next()) {
            if (decoder.frame(reader.buffer(), reader.offset(), reader.length(), events::add)) break;
        }
        assertThat(decoder.complete()).isTrue();
        return decoder.finish(events::add);
    }
}
