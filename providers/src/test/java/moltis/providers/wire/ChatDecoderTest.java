package moltis.providers.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import moltis.core.ErrorCode;
import moltis.core.ProviderException;
import moltis.core.model.Completion;
import moltis.core.model.ModelId;
import moltis.core.model.StopReason;
import moltis.core.model.StreamEvent;
import moltis.core.model.Usage;
import org.junit.jupiter.api.Test;

class ChatDecoderTest {

    private final Iterator<String> ids =
            IntStream.iterate(1, i -> i + 1).mapToObj(i -> "new" + i).iterator();
    private final ChatDecoder decoder = new ChatDecoder(new ModelId("p", "m"), new ProviderErrors("p", "P"), ids::next);
    private final List<StreamEvent> events = new ArrayList<>();

    @Test
    void assembles_interleaved_calls() throws Exception {
        calls("{'index':0,'id':'a','function':{'name':'x','arguments':''}}");
        calls("{'index':1,'id':'b','function':{'name':'y','arguments':'{'}}");
        calls("{'index':0,'function':{'arguments':'{}'}},{'index':1,'function':{'arguments':'}'}}");

        assertThat(end("tool_calls").stop()).isEqualTo(StopReason.TOOL_CALLS);
        assertThat(finished()).containsExactly("a x {}", "b y {}");
    }

    @Test
    void a_vendor_may_repeat_id_and_name_in_every_fragment() throws Exception {
        calls("{'index':0,'id':'a','function':{'name':'x','arguments':'{\\'k\\':'}}");
        calls("{'index':0,'id':'a','function':{'name':'x','arguments':'1}'}}");

        end("tool_calls");

        assertThat(finished()).containsExactly("a x {\"k\":1}");
    }

    @Test
    void a_vendor_may_leave_out_index_or_id_or_both() throws Exception {
        calls("{'id':'a','function':{'name':'x','arguments':'{}'}},{'id':'b','function':{'name':'y','arguments':'{'}}");
        calls("{'id':'b','function':{'arguments':'}'}}");
        calls("{'id':'','function':{'name':'z','arguments':'{'}}");
        calls("{'function':{'arguments':'}'}}");

        end("stop");

        assertThat(finished()).containsExactly("a x {}", "b y {}", "new1 z {}");
    }

    @Test
    void calls_that_share_an_index_or_an_id_stay_two() throws Exception {
        calls("{'index':0,'id':'a','function':{'name':'x','arguments':'{}'}}");
        calls("{'index':0,'id':'b','function':{'name':'y','arguments':'{}'}}");
        calls("{'index':1,'id':'b','function':{'name':'z','arguments':'{}'}}");

        end("tool_calls");

        assertThat(finished()).containsExactly("a x {}", "b y {}", "new1 z {}");
    }

    @Test
    void arguments_may_be_an_object_and_the_name_may_come_late() throws Exception {
        calls("{'index':2,'id':'a','function':{'arguments':{'n':0}}}");
        calls("{'index':2,'function':{'name':'x'}}");

        end("tool_calls");

        assertThat(finished()).containsExactly("a x {\"n\":0}");
    }

    @Test
    void the_old_form_of_a_call_is_a_call() throws Exception {
        chunk("{'choices':[{'delta':{'function_call':{'name':'x','arguments':'{'}}}]}");
        chunk("{'choices':[{'delta':{'function_call':{'arguments':'}'}}}]}");

        end("function_call");

        assertThat(finished()).containsExactly("new1 x {}");
    }

    @Test
    void keeps_a_thought_signature_wherever_it_lies() throws Exception {
        calls("{'index':0,'id':'a','function':{'name':'x'},'extra_content':{'google':{'thought_signature':'s'}}}");

        assertThat(events).containsExactly(new StreamEvent.ToolStarted(0, "a", "x", Optional.of("s")));
    }

    @Test
    void a_filter_or_a_fault_at_the_end_is_a_failure_that_names_it() throws Exception {
        chunk("{'choices':[{'delta':{'content':'Well'},'finish_reason':'content_filter'}]}");

        assertThatExceptionOfType(ProviderException.class)
                .isThrownBy(() -> decoder.finish(events::add))
                .withMessageContaining("content_filter")
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.PROVIDER_REFUSED));
    }

    @Test
    void understands_both_names_of_reasoning_and_tags_torn_apart() throws Exception {
        chunk("{'choices':[{'delta':{'reasoning':'a'}}]}");
        chunk("{'choices':[{'delta':{'reasoning_content':'b'}}]}");
        chunk("{'choices':[{'delta':{'content':[{'type':'thinking','thinking':[{'type':'text','text':'c'}]}]}}]}");
        chunk("{'choices':[{'delta':{'content':'<thi'}}]}");
        chunk("{'choices':[{'delta':{'content':'nk>plan</think>\\n\\nHi'}}]}");
        chunk("{'choices':[{'delta':{'content':' <'}}]}");

        end("stop");

        assertThat(events)
                .containsExactly(
                        new StreamEvent.Reasoning("a"),
                        new StreamEvent.Reasoning("b"),
                        new StreamEvent.Reasoning("c"),
                        new StreamEvent.Reasoning("plan"),
                        new StreamEvent.Text("Hi"),
                        new StreamEvent.Text(" "),
                        new StreamEvent.Text("<"));
    }

    @Test
    void skips_what_is_not_json_and_counts_what_comes_last() throws Exception {
        chunk("ping");
        chunk("{'choices':[],'usage':null}");
        chunk("{'choices':[{'delta':{'content':'x'},'finish_reason':'stop'}]}");
        chunk(
                "{'choices':[],'usage':{'prompt_tokens':1000,'completion_tokens':'7','prompt_tokens_details':{'cached_tokens':800}}}");

        assertThat(decoder.complete()).isTrue();
        assertThat(decoder.finish(events::add).usage()).isEqualTo(new Usage(200, 7, 800, 0));
    }

    private void calls(String entries) throws InterruptedException {
        chunk("{'choices':[{'delta':{'tool_calls':[" + entries + "]},'finish_reason':null}]}");
    }

    private void chunk(String text) throws InterruptedException {
        byte[] bytes = text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        decoder.frame(bytes, 0, bytes.length, events::add);
    }

    private Completion end(String reason) throws InterruptedException {
        chunk("{'choices':[{'delta':{},'finish_reason':'" + reason + "'}]}");
        return decoder.finish(events::add);
    }

    private List<String> finished() {
        Map<Integer, StringBuilder> calls = new LinkedHashMap<>();
        List<String> finished = new ArrayList<>();
        for (StreamEvent event : events) {
            switch (event) {
                case StreamEvent.ToolStarted(var index, var id, var tool, var _) ->
                    calls.put(index, new StringBuilder(id + " " + tool + " "));
                case StreamEvent.ToolArguments(var index, var delta) ->
                    calls.get(index).append(delta);
                case StreamEvent.ToolCompleted(var index) ->
                    finished.add(calls.get(index).toString());
                case StreamEvent.Text _, StreamEvent.Reasoning _ -> {}
            }
        }
        return finished;
    }
}
