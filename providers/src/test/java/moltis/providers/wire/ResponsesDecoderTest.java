package moltis.providers.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import moltis.core.ErrorCode;
import moltis.core.ProviderException;
import moltis.core.model.ModelId;
import moltis.core.model.StopReason;
import moltis.core.model.StreamEvent;
import moltis.core.model.Usage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponsesDecoderTest {

    private static final ModelId ID = new ModelId("openai", "gpt-5.2");

    private final List<StreamEvent> events = new ArrayList<>();
    private final ResponsesDecoder decoder = new ResponsesDecoder(ID, new ProviderErrors("openai", "OpenAI"));

    @Test
    void summaries_and_raw_thoughts_are_reasoning_with_a_gap_between_parts() throws Exception {
        read("{'type':'response.reasoning_summary_part.added','summary_index':0}");
        read("{'type':'response.reasoning_summary_text.delta','delta':'First.'}");
        read("{'type':'response.reasoning_summary_part.added','summary_index':1}");
        read("{'type':'response.reasoning_summary_text.delta','delta':'Second.'}");
        read("{'type':'response.reasoning_text.delta','delta':' Raw.'}");

        assertThat(events)
                .containsExactly(
                        new StreamEvent.Reasoning("First."),
                        new StreamEvent.Reasoning("\n\n"),
                        new StreamEvent.Reasoning("Second."),
                        new StreamEvent.Reasoning(" Raw."));
    }

    @Test
    void a_refusal_in_words_is_the_answer() throws Exception {
        read("{'type':'response.refusal.delta','delta':'I would rather not.'}");
        boolean end = read("{'type':'response.completed','response':{'status':'completed'}}");

        assertThat(end).isTrue();
        assertThat(events).containsExactly(new StreamEvent.Text("I would rather not."));
        assertThat(decoder.finish(events::add).stop()).isEqualTo(StopReason.END);
    }

    @ParameterizedTest
    @CsvSource({"max_output_tokens, LENGTH", "something new, LENGTH", "content_filter, REFUSAL"})
    void an_incomplete_answer_ends_properly_and_says_why(String reason, StopReason stop) throws Exception {
        read("{'type':'response.output_text.delta','delta':'half'}");
        boolean end = read("{'type':'response.incomplete','response':{'incomplete_details':{'reason':'" + reason
                + "'},'usage':{'input_tokens':'9','output_tokens':2}}}");

        assertThat(end).isTrue();
        assertThat(decoder.finish(events::add).stop()).isEqualTo(stop);
        assertThat(decoder.finish(events::add).usage()).isEqualTo(new Usage(9, 2, 0, 0));
    }

    @Test
    void arguments_that_come_in_one_piece_at_the_end_are_not_lost() throws Exception {
        read("{'type':'response.output_item.added','output_index':3,"
                + "'item':{'type':'function_call','call_id':'c1','name':'calc','arguments':''}}");
        read("{'type':'response.function_call_arguments.done','output_index':3,'arguments':'{}'}");
        read("{'type':'response.output_item.done','output_index':3,"
                + "'item':{'type':'function_call','call_id':'c1','arguments':'{}'}}");
        read("{'type':'response.completed','response':{}}");

        assertThat(decoder.finish(events::add).stop()).isEqualTo(StopReason.TOOL_CALLS);
        assertThat(events)
                .containsExactly(
                        new StreamEvent.ToolStarted(3, "c1", "calc", Optional.empty()),
                        new StreamEvent.ToolArguments(3, "{}"),
                        new StreamEvent.ToolCompleted(3));
    }

    @Test
    void a_server_that_counts_nothing_still_gets_its_calls_apart() throws Exception {
        read("{'type':'response.output_item.added','item':{'type':'function_call','call_id':'a','name':'one'}}");
        read("{'type':'response.function_call_arguments.delta','delta':'{1'}");
        read("{'type':'response.output_item.added','item':{'type':'function_call','call_id':'b','name':'two'}}");
        read("{'type':'response.function_call_arguments.delta','delta':'{2'}");
        decoder.finish(events::add);

        assertThat(events)
                .containsExactly(
                        new StreamEvent.ToolStarted(0, "a", "one", Optional.empty()),
                        new StreamEvent.ToolArguments(0, "{1"),
                        new StreamEvent.ToolStarted(1, "b", "two", Optional.empty()),
                        new StreamEvent.ToolArguments(1, "{2"),
                        new StreamEvent.ToolCompleted(0),
                        new StreamEvent.ToolCompleted(1));
    }

    @Test
    void unknown_events_are_passed_over_and_done_ends() throws Exception {
        assertThat(read("{'type':'response.audio.delta','delta':'xx'}")).isFalse();
        assertThat(read("{'type':'response.output_item.added','item':{'type':'web_search_call'}}"))
                .isFalse();

        assertThat(read("[DONE]")).isTrue();
        assertThat(events).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'type':'error','code':'rate_limit_exceeded','message':'slow'} | PROVIDER_RATE_LIMITED",
                "{'type':'error','error':{'type':'server_error','message':'slow'}} | PROVIDER_FAILED",
                "{'type':'response.failed','response':{'error':{'code':'server_is_overloaded','message':'slow'}}} | PROVIDER_OVERLOADED",
                "{'type':'response.failed','response':{'error':{'code':'insufficient_quota','message':'slow'}}} | QUOTA_EXHAUSTED",
                "{'type':'response.failed','response':{'error':{'code':'context_length_exceeded','message':'slow'}}} | CONTEXT_TOO_LONG"
            })
    void an_error_ends_the_answer_at_once(String event, ErrorCode code) {
        assertThatThrownBy(() -> read(event))
                .hasMessageContaining("slow")
                .isInstanceOfSatisfying(
                        ProviderException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private boolean read(String event) throws InterruptedException {
        byte[] bytes = event.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return decoder.frame(bytes, 0, bytes.length, events::add);
    }
}
