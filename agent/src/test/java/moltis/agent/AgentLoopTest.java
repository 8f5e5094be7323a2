package moltis.agent;

import static moltis.agent.ChatFixture.MAIN;
import static moltis.testing.model.Reply.call;
import static moltis.testing.model.Reply.calls;
import static moltis.testing.model.Reply.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import moltis.core.ErrorCode;
import moltis.core.RequestException;
import moltis.core.event.ChatEvent;
import moltis.core.json.Json;
import moltis.core.model.ContentPart;
import moltis.core.model.Message;
import moltis.core.model.StopReason;
import moltis.core.model.ToolChoice;
import moltis.core.model.ToolMode;
import moltis.core.model.ToolSpec;
import moltis.core.model.Usage;
import moltis.core.session.Role;
import moltis.core.session.RunId;
import moltis.core.tool.ToolResult;
import moltis.testing.model.Reply;
import moltis.testing.model.ScriptedChatModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

@Timeout(60)
class AgentLoopTest {

    private static final String NUMBER_SCHEMA = """
            {"type":"object","properties":{"n":{"type":"integer"},"loud":{"type":"boolean"}},"required":["n"]}""";

    private static Reply.Call echo(String id, String input) {
        return call(id, "echo", Json.object().put("input", input).toString());
    }

    // ── tools ────────────────────────────────────────────────────────────────────────────────────────────────────────

    @Test
    void a_turn_with_tools_stores_every_step_and_numbers_its_answer() throws Exception {
        var model = ScriptedChatModel.answering(
                says("Looking.").thenCalls(echo("a", "1"), echo("b", "2")),
                calls(echo("c", "3")),
                says("Done with all three, and here is what came out."));
        try (var chat = new ChatFixture(model)) {
            RunId run = chat.say("go");

            assertThat(chat.told())
                    .containsExactly(
                            "user: go",
                            "assistant: Looking.[echo]",
                            "assistant: [echo]",
                            "tool_result: {\"echo\":\"1\"}",
                            "tool_result: {\"echo\":\"2\"}",
                            "assistant: [echo]",
                            "tool_result: {\"echo\":\"3\"}",
                            "assistant: Done with all three, and here is what came out.");
            assertThat(chat.events.awaitEnd(run)).isInstanceOfSatisfying(ChatEvent.Final.class, it -> {
                assertThat(it.messageIndex()).isEqualTo(7);
                assertThat(it.toolCallsMade()).isEqualTo(3);
                assertThat(it.iterations()).isEqualTo(3);
                assertThat(it.usage().output()).isGreaterThan(it.lastRequest().output());
            });
        }
    }

    @Test
    void calls_run_side_by_side_and_their_results_keep_the_models_order() throws Exception {
        var both = new CyclicBarrier(2);
        var slowDone = new CountDownLatch(1);
        var slow = FakeTool.named("slow", it -> {
            meet(both);
            slowDone.await();
            return new ToolResult.Done(Json.object().put("who", "slow"));
        });
        var quick = FakeTool.named("quick", it -> {
            meet(both);
            slowDone.countDown();
            return new ToolResult.Done(Json.object().put("who", "quick"));
        });
        var model =
                ScriptedChatModel.answering(calls(call("s", "slow", "{}"), call("q", "quick", "{}")), says("ok then"));
        try (var chat = new ChatFixture(model).withTools(slow, quick)) {
            chat.say("go");

            assertThat(chat.events.all(ChatEvent.ToolCallEnd.class))
                    .extracting(ChatEvent.ToolCallEnd::tool)
                    .containsExactly("slow", "quick");
            assertThat(answers(model.requests().getLast().messages()))
                    .containsExactly("{\"who\":\"slow\"}", "{\"who\":\"quick\"}");
        }
    }

    @Test
    void stringified_scalars_become_what_the_schema_wants() throws Exception {
        var got = new CompletableFuture<JsonNode>();
        var tool = FakeTool.named("count", NUMBER_SCHEMA, it -> {
            got.complete(it.arguments());
            return new ToolResult.Done(Json.object());
        });
        var model = ScriptedChatModel.answering(
                calls(call("c", "count", "{\"n\":\"5\",\"loud\":\"True\",\"extra\":null}")), says("counted to five"));
        try (var chat = new ChatFixture(model).withTools(tool)) {
            chat.say("go");

            assertThat(got.get()).hasToString("{\"n\":5,\"loud\":true,\"extra\":null}");
        }
    }

    @Test
    void arguments_that_do_not_fit_are_refused_before_anything_is_done() throws Exception {
        var runs = new AtomicInteger();
        var tool = FakeTool.named("count", NUMBER_SCHEMA, it -> {
            runs.incrementAndGet();
            return new ToolResult.Done(Json.object());
        });
        var model = ScriptedChatModel.answering(calls(call("c", "count", "{}")), says("I could not do that."));
        try (var chat = new ChatFixture(model).withTools(tool)) {
            chat.say("go");

            assertThat(runs).hasValue(0);
            assertThat(chat.events.all(ChatEvent.ToolCallStart.class)).isEmpty();
            assertThat(chat.events.all(ChatEvent.ToolCallEnd.class))
                    .singleElement()
                    .satisfies(it -> {
                        assertThat(it.rejected()).isTrue();
                        assertThat(it.error())
                                .contains("missing required field 'n'")
                                .contains("Do not repeat");
                    });
        }
    }

    @Test
    void broken_json_arguments_are_repaired_and_the_rest_is_explained() throws Exception {
        var model = ScriptedChatModel.answering(
                calls(call("a", "echo", "{\"input\":\"half"), call("b", "echo", "%%%")),
                says("One of the two worked."));
        try (var chat = new ChatFixture(model)) {
            chat.say("go");

            assertThat(answers(model.requests().getLast().messages())).first().isEqualTo("{\"echo\":\"half\"}");
            assertThat(answers(model.requests().getLast().messages()).getLast())
                    .contains("arg_decode=malformed-string")
                    .contains("%%%");
        }
    }

    @Test
    void tool_names_are_read_with_good_will() throws Exception {
        var model = ScriptedChatModel.answering(
                calls(
                        call("a", " \"echo\" ", "{\"input\":\"1\"}"),
                        call("b", "functions_echo", "{\"input\":\"2\"}"),
                        call("c", "echo_3", "{\"input\":\"3\"}")),
                says("All three worked, whatever they were called."));
        try (var chat = new ChatFixture(model)) {
            chat.say("go");

            assertThat(answers(model.requests().getLast().messages()))
                    .containsExactly("{\"echo\":\"1\"}", "{\"echo\":\"2\"}", "{\"echo\":\"3\"}");
        }
    }

    @Test
    void calls_without_a_name_are_asked_for_once() throws Exception {
        var model = ScriptedChatModel.answering(
                calls(call("a", "", "{\"input\":\"x\"}")), calls(echo("b", "x")), says("Now it worked."));
        try (var chat = new ChatFixture(model)) {
            chat.say("go");

            assertThat(lastUser(model.requests().get(1).messages()))
                    .contains("{\"input\":\"x\"}")
                    .contains("echo");
            assertThat(chat.told()).endsWith("assistant: Now it worked.");
        }
    }

    @Test
    void a_tool_that_breaks_does_not_break_the_turn_nor_tell_its_secrets() throws Exception {
        var tool = FakeTool.named("bad", it -> {
            throw new IllegalStateException("password=hunter2");
        });
        var model = ScriptedChatModel.answering(calls(call("c", "bad", "{}")), says("It did not work."));
        try (var chat = new ChatFixture(model).withTools(tool)) {
            chat.say("go");

            assertThat(chat.told().toString()).doesNotContain("hunter2");
            assertThat(chat.told()).endsWith("assistant: It did not work.");
        }
    }

    @Test
    void a_result_that_says_it_failed_counts_as_failed() throws Exception {
        var tool = FakeTool.named("try", it -> new ToolResult.Done(Json.object().put("success", false)));
        try (var chat = ChatFixture.answering(calls(call("c", "try", "{}")), says("No luck."))
                .withTools(tool)) {
            chat.say("go");

            assertThat(chat.events.all(ChatEvent.ToolCallEnd.class).getFirst().success())
                    .isFalse();
        }
    }

    @Test
    void a_long_result_with_a_picture_reaches_the_model_short_and_without_it() throws Exception {
        var tool = FakeTool.named(
                "shot",
                it -> new ToolResult.Done(Json.object()
                        .put("image", "data:image/png;base64," + "iVBORw0KGgo".repeat(1_000))
                        .put("log", "line of words ".repeat(20_000))));
        var model = ScriptedChatModel.answering(calls(call("c", "shot", "{}")), says("That was long."));
        try (var chat = new ChatFixture(model).withTools(tool)) {
            chat.say("go");

            String read = answers(model.requests().getLast().messages()).getFirst();
            assertThat(read)
                    .contains("[screenshot captured and displayed in UI]")
                    .doesNotContain("iVBORw0KGgo")
                    .contains("[truncated — ");
            assertThat(read.length()).isLessThan(50_100);
        }
    }

    @Test
    void tools_that_are_not_permitted_are_not_offered() throws Exception {
        var model = ScriptedChatModel.answering(says("a"), says("b"), says("c"));
        try (var chat = new ChatFixture(model).withTools(FakeTool.echo(), FakeTool.named("calc", it -> null))) {
            for (ToolUse use : List.of(
                    new ToolUse(false, Optional.of(Set.of("calc")), ToolChoice.AUTO, List.of(), List.of()),
                    new ToolUse(false, Optional.empty(), ToolChoice.AUTO, List.of(), List.of("ca*")),
                    ToolUse.NONE)) {
                chat.events.awaitEnd(chat.start(SendRequest.text(MAIN, "go").withTools(use)));
            }

            assertThat(model.requests().stream()
                            .map(it -> it.tools().stream().map(ToolSpec::name).toList()))
                    .containsExactly(List.of("calc"), List.of("echo"), List.of());
        }
    }

    @Test
    void a_stranger_gets_neither_the_owners_past_nor_the_owners_tools() throws Exception {
        var model = ScriptedChatModel.answering(says("for the owner"), says("for a stranger"), says("for another"));
        try (var chat = new ChatFixture(model).withTools(FakeTool.echo(), FakeTool.named("calc", it -> null))) {
            chat.say("secret");
            for (String text : List.of("hello", "me too")) {
                var json = Json.object().put("text", text).put("_tool_audience", "public");
                chat.events.awaitEnd(chat.start(SendRequestJson.read(MAIN, json, "")));
            }

            var last = model.requests().getLast();
            assertThat(last.tools()).extracting(ToolSpec::name).containsExactly("calc");
            assertThat(last.messages().toString())
                    .contains("hello", "for a stranger", "me too")
                    .doesNotContain("secret", "for the owner", "datetime");
            chat.awaitSettled();
        }
    }

    @Test
    void a_demanded_tool_that_is_not_there_fails_the_turn() throws Exception {
        try (var chat = ChatFixture.answering(says("never"))) {
            var use = new ToolUse(false, Optional.empty(), new ToolChoice.Named("rocket"), List.of(), List.of());

            assertThatExceptionOfType(RequestException.class)
                    .isThrownBy(() ->
                            chat.service().sendSync(SendRequest.text(MAIN, "go").withTools(use)))
                    .withMessageContaining("rocket");
        }
    }

    @Test
    void a_demanded_call_is_demanded_once() throws Exception {
        var model = ScriptedChatModel.answering(calls(echo("a", "x")), says("There you are."));
        try (var chat = new ChatFixture(model)) {
            var use = new ToolUse(false, Optional.empty(), ToolChoice.ANY, List.of(), List.of());

            chat.events.awaitEnd(chat.start(SendRequest.text(MAIN, "go").withTools(use)));

            assertThat(model.requests())
                    .extracting(it -> it.toolChoice())
                    .containsExactly(ToolChoice.ANY, ToolChoice.AUTO);
        }
    }

    @Test
    void pain_11_a_call_written_as_text_is_carried_out() throws Exception {
        var model = ScriptedChatModel.answering(
                says("I will look.\n```tool_call\n{\"tool\": \"echo\", \"arguments\": {\"input\": \"hi\"}}\n```"),
                says("It says hi."));
        try (var chat = new ChatFixture(model)) {
            chat.say("go");

            assertThat(chat.told())
                    .containsExactly(
                            "user: go",
                            "assistant: I will look.[echo]",
                            "tool_result: {\"echo\":\"hi\"}",
                            "assistant: It says hi.");
        }
    }

    @Test
    void a_model_without_tool_protocol_is_told_and_answered_in_text() throws Exception {
        var model = ScriptedChatModel.answering(
                says("```tool_call\n{\"tool\":\"echo\",\"arguments\":{\"input\":\"hi\"}}\n```"), says("It says hi."));
        try (var chat = new ChatFixture(FakeModels.of(model, ToolMode.TEXT, 200_000))) {
            chat.say("go");

            assertThat(model.requests()).allSatisfy(it -> assertThat(it.tools()).isEmpty());
            var last = model.requests().getLast().messages();
            assertThat(((Message.System) last.getFirst()).text()).contains("## How to call tools", "### echo");
            assertThat(last).noneMatch(Message.ToolAnswer.class::isInstance);
            assertThat(lastUser(last)).isEqualTo("Result of echo:\n{\"echo\":\"hi\"}");
        }
    }

    @Test
    void a_broken_call_in_text_is_asked_for_exactly_once() throws Exception {
        var model = ScriptedChatModel.answering(
                says("```tool_call\n{\"tool\": \n```"), says("```tool_call\n{\"tool\": \n```"));
        try (var chat = new ChatFixture(FakeModels.of(model, ToolMode.TEXT, 200_000))) {
            chat.say("go");

            assertThat(model.requests()).hasSize(2);
            assertThat(lastUser(model.requests().getLast().messages())).isEqualTo(Nudges.MALFORMED_CALL);
        }
    }

    @Test
    void a_model_without_tools_just_talks() throws Exception {
        var model = ScriptedChatModel.answering(says("Just words."));
        try (var chat = new ChatFixture(FakeModels.of(model, ToolMode.OFF, 200_000))) {
            chat.say("go");

            assertThat(model.requests().getFirst().tools()).isEmpty();
        }
    }

    @Test
    void a_call_cut_by_the_output_limit_is_not_carried_out() throws Exception {
        var runs = new AtomicInteger();
        var tool = FakeTool.named("rm", it -> {
            runs.incrementAndGet();
            return new ToolResult.Done(Json.object());
        });
        var cut = calls(call("c", "rm", "{\"path\":\"/home/me")).ending(new Reply.Done(StopReason.LENGTH));
        try (var chat =
                ChatFixture.answering(cut, says("I will do it in steps.")).withTools(tool)) {
            chat.say("go");

            assertThat(runs).hasValue(0);
        }
    }

    // ── going round in circles ───────────────────────────────────────────────────────────────────────────────────────

    @Test
    void a_failing_call_that_is_repeated_earns_a_word_and_then_a_request_without_tools() throws Exception {
        var tool = FakeTool.named("fail", it -> new ToolResult.Failed("no"));
        var model = ScriptedChatModel.answering(
                calls(call("1", "fail", "{}")),
                calls(call("2", "fail", "{}")),
                calls(call("3", "fail", "{}")),
                says("I give up: it does not work."));
        try (var chat = new ChatFixture(model).withTools(tool)) {
            chat.say("go");

            assertThat(lastUser(model.requests().get(2).messages())).startsWith("Loop detected");
            assertThat(model.requests().get(2).tools()).isNotEmpty();
            assertThat(lastUser(model.requests().get(3).messages())).isEqualTo(Nudges.NO_TOOLS);
            assertThat(model.requests().get(3).tools()).isEmpty();
            assertThat(chat.events.all(ChatEvent.Notice.class))
                    .extracting(ChatEvent.Notice::title)
                    .containsExactly("Loop detected", "Loop detected");
        }
    }

    @Test
    void pain_17_a_successful_call_with_the_same_result_ends_the_turn_at_the_fourth_time() throws Exception {
        var runs = new AtomicInteger();
        var tool = FakeTool.named("status", it -> {
            runs.incrementAndGet();
            return new ToolResult.Done(Json.object().put("status", "pending"));
        });
        var model = new ScriptedChatModel(asked -> calls(call("c" + asked.number(), "status", "{}")));
        try (var chat = new ChatFixture(model).withTools(tool)) {
            RunId run = chat.say("go");

            assertThat(runs).hasValue(4);
            assertThat(lastUser(model.requests().get(3).messages())).startsWith("Loop detected");
            assertThat(chat.events.awaitEnd(run))
                    .isInstanceOfSatisfying(
                            ChatEvent.Failed.class,
                            it -> assertThat(it.error().code()).isEqualTo("LOOP_DETECTED"));
        }
    }

    @Test
    void pain_17_a_call_whose_result_changes_is_no_loop() throws Exception {
        var runs = new AtomicInteger();
        var tool = FakeTool.named(
                "status", it -> new ToolResult.Done(Json.object().put("percent", runs.incrementAndGet())));
        var model = new ScriptedChatModel(asked -> asked.number() <= 8
                ? calls(call("c" + asked.number(), "status", "{}"))
                : says("It has come to the end of its work."));
        try (var chat = new ChatFixture(model).withTools(tool)) {
            RunId run = chat.say("go");

            assertThat(chat.events.awaitEnd(run)).isInstanceOf(ChatEvent.Final.class);
        }
    }

    @Test
    void pain_17_an_unknown_tool_is_not_called_a_third_time() throws Exception {
        var model = new ScriptedChatModel(
                asked -> calls(call("c" + asked.number(), "teleport", "{\"n\":" + asked.number() + "}")));
        try (var chat = new ChatFixture(model)) {
            RunId run = chat.say("go");

            assertThat(model.requests()).hasSize(2);
            assertThat(chat.events.awaitEnd(run)).isInstanceOf(ChatEvent.Failed.class);
        }
    }

    @Test
    void the_number_of_requests_has_a_limit() throws Exception {
        var model = new ScriptedChatModel(asked -> calls(echo("c" + asked.number(), "" + asked.number())));
        try (var chat = new ChatFixture(model)
                .with(ChatFixture.limits(it -> new LoopLimits(it.timeout(), 3, 2, 3, 50_000, 2, true, 75, 90, 3)))) {
            RunId run = chat.say("go");

            assertThat(model.requests()).hasSize(3);
            assertThat(chat.events.awaitEnd(run)).isInstanceOfSatisfying(ChatEvent.Failed.class, it -> {
                assertThat(it.error().type()).isEqualTo("max_iterations_reached");
                assertThat(it.error().canContinue()).isTrue();
            });
        }
    }

    // ── going on ─────────────────────────────────────────────────────────────────────────────────────────────────────

    @Test
    void a_model_that_stops_in_the_middle_of_work_is_told_to_go_on() throws Exception {
        var model = ScriptedChatModel.answering(
                calls(echo("a", "1"), echo("b", "2"), echo("c", "3")),
                says("Next"),
                says("Everything is done now, all three of them."));
        try (var chat = new ChatFixture(model)) {
            chat.say("go");

            assertThat(lastUser(model.requests().getLast().messages())).isEqualTo(Nudges.GO_ON);
            assertThat(chat.told()).endsWith("assistant: Everything is done now, all three of them.");
        }
    }

    @Test
    void a_short_answer_without_any_tool_call_is_an_answer() throws Exception {
        var model = ScriptedChatModel.answering(says("Yes."));
        try (var chat = new ChatFixture(model)
                .with(ChatFixture.limits(it -> new LoopLimits(it.timeout(), 25, 2, 0, 50_000, 2, true, 75, 90, 3)))) {
            chat.say("go");

            assertThat(model.requests()).hasSize(1);
        }
    }

    @Test
    void words_beside_the_last_calls_are_the_answer_when_nothing_follows() throws Exception {
        var model = ScriptedChatModel.answering(
                says("Here is your result, see above.").thenCalls(echo("a", "1")), Reply.NOTHING);
        try (var chat = new ChatFixture(model)) {
            RunId run = chat.say("go");

            assertThat(((ChatEvent.Final) chat.events.awaitEnd(run)).text())
                    .isEqualTo("Here is your result, see above.");
        }
    }

    // ── failures ─────────────────────────────────────────────────────────────────────────────────────────────────────

    @Test
    void pain_12_a_stream_without_its_end_mark_is_cut_off() throws Exception {
        var model = ScriptedChatModel.answering(says("The capital of").thenIsCut(), says("Paris."));
        try (var chat = new ChatFixture(model)) {
            RunId run = chat.say("go");

            assertThat(chat.events.awaitEnd(run)).isInstanceOfSatisfying(ChatEvent.Failed.class, it -> {
                assertThat(it.error().type()).isEqualTo("cut_off");
                assertThat(it.error().canContinue()).isTrue();
                assertThat(it.partialMessage()).isEqualTo("The capital of");
                assertThat(it.messageIndex()).isEqualTo(1);
            });
            assertThat(chat.json().get(1).path("cut_off").asBoolean()).isTrue();
            assertThat(model.requests()).hasSize(1);
            chat.say("continue");
            assertThat(model.requests().getLast().messages()).contains(Message.Assistant.text("The capital of"));
        }
    }

    @Test
    void an_answer_that_hit_the_output_limit_is_whole_but_marked() throws Exception {
        try (var chat = ChatFixture.answering(says("A very long").ending(new Reply.Done(StopReason.LENGTH)))) {
            RunId run = chat.say("go");

            assertThat(chat.events.awaitEnd(run)).isInstanceOf(ChatEvent.Final.class);
            assertThat(chat.json().getLast().path("cut_off").asBoolean()).isTrue();
            assertThat(chat.events.states()).contains("notice");
        }
    }

    @Test
    void a_withheld_answer_is_an_error_that_keeps_what_came() throws Exception {
        try (var chat = ChatFixture.answering(says("Well,").ending(new Reply.Done(StopReason.REFUSAL)))) {
            RunId run = chat.say("go");

            assertThat(chat.events.awaitEnd(run))
                    .isInstanceOfSatisfying(
                            ChatEvent.Failed.class,
                            it -> assertThat(it.partialMessage()).isEqualTo("Well,"));
        }
    }

    @Test
    void an_empty_answer_is_an_error() throws Exception {
        try (var chat = ChatFixture.answering(Reply.NOTHING.costing(new Usage(10, 0, 0, 0)))) {
            RunId run = chat.say("go");

            assertThat(chat.events.awaitEnd(run))
                    .isInstanceOfSatisfying(
                            ChatEvent.Failed.class,
                            it -> assertThat(it.error().code()).isEqualTo("EMPTY_ANSWER"));
            assertThat(chat.told()).hasSize(2).last().asString().startsWith("notice: ");
        }
    }

    @Test
    void a_rate_limit_is_waited_out_as_the_provider_says() throws Exception {
        try (var chat = ChatFixture.answering(
                Reply.refuses(ErrorCode.PROVIDER_RATE_LIMITED, Duration.ofSeconds(3)),
                Reply.refuses(ErrorCode.PROVIDER_RATE_LIMITED),
                says("Here I am."))) {
            RunId run = chat.say("go");

            assertThat(chat.events.awaitEnd(run)).isInstanceOf(ChatEvent.Final.class);
            assertThat(chat.pauses).containsExactly(Duration.ofSeconds(3), Duration.ofSeconds(4));
            assertThat(chat.events.all(ChatEvent.Retrying.class))
                    .extracting(ChatEvent.Retrying::retryAfterMs)
                    .containsExactly(3_000L, 4_000L);
        }
    }

    @Test
    void a_server_error_is_tried_once_more() throws Exception {
        try (var chat = ChatFixture.answering(
                Reply.refuses(ErrorCode.PROVIDER_FAILED), Reply.refuses(ErrorCode.PROVIDER_FAILED))) {
            RunId run = chat.say("go");

            assertThat(chat.events.awaitEnd(run)).isInstanceOf(ChatEvent.Failed.class);
            assertThat(chat.pauses).containsExactly(Duration.ofSeconds(2));
        }
    }

    @Test
    void an_exhausted_quota_is_told_at_once() throws Exception {
        try (var chat = ChatFixture.answering(Reply.refuses(ErrorCode.QUOTA_EXHAUSTED))) {
            RunId run = chat.say("go");

            assertThat(chat.events.awaitEnd(run))
                    .isInstanceOfSatisfying(
                            ChatEvent.Failed.class,
                            it -> assertThat(it.error().type()).isEqualTo("billing_exhausted"));
            assertThat(chat.pauses).isEmpty();
        }
    }

    @Test
    void what_was_shown_is_never_asked_for_again() throws Exception {
        var model = ScriptedChatModel.answering(
                says("Half an").ending(new Reply.Breaks(ErrorCode.PROVIDER_OVERLOADED, "overloaded")));
        try (var chat = new ChatFixture(model)) {
            RunId run = chat.say("go");

            assertThat(chat.events.awaitEnd(run)).isInstanceOf(ChatEvent.Failed.class);
            assertThat(model.requests()).hasSize(1);
            assertThat(chat.told()).contains("assistant: Half an");
        }
    }

    @Test
    void a_request_the_vendor_finds_too_long_is_made_once_more_with_less_of_the_past() throws Exception {
        var model = ScriptedChatModel.answering(
                says("one"), says("two"), Reply.refuses(ErrorCode.CONTEXT_TOO_LONG), says("three"));
        try (var chat = new ChatFixture(model)) {
            chat.say("first");
            chat.say("second");
            chat.say("third");

            assertThat(chat.told()).endsWith("user: third", "assistant: three");
            assertThat(model.requests().getLast().messages().size())
                    .isLessThan(model.requests().get(2).messages().size());
        }
    }

    @Test
    void pain_11_the_request_is_fitted_into_a_small_window_and_the_person_is_told() throws Exception {
        var model = new ScriptedChatModel(asked -> says("word ".repeat(150)));
        try (var chat = new ChatFixture(FakeModels.of(model, ToolMode.OFF, 2_048))) {
            for (int i = 0; i < 12; i++) chat.say("message " + i + " " + "long ".repeat(60));

            assertThat(model.requests())
                    .allSatisfy(it -> assertThat(it.messages().stream()
                                    .mapToInt(MessageSize::tokens)
                                    .sum())
                            .isLessThan(2_048 * 9 / 10));
            assertThat(chat.events.all(ChatEvent.Compacted.class)).isNotEmpty();
            assertThat(chat.lines().stream().filter(line -> line.line().role() != Role.NOTICE))
                    .hasSize(24);
        }
    }

    @Test
    void thoughts_are_told_stored_and_kept_out_of_the_answer() throws Exception {
        try (var chat = ChatFixture.answering(Reply.thinks("Let me think.").thenSays("Yes, it is so."))) {
            RunId run = chat.say("go");

            assertThat(chat.events.all(ChatEvent.ThinkingText.class).getLast().text())
                    .isEqualTo("Let me think.");
            assertThat(((ChatEvent.Final) chat.events.awaitEnd(run)).reasoning())
                    .contains("Let me think.");
            assertThat(chat.json().getLast().path("reasoning").asString()).isEqualTo("Let me think.");
            assertThat(chat.told()).endsWith("assistant: Yes, it is so.");
        }
    }

    private static void meet(CyclicBarrier barrier) throws InterruptedException {
        try {
            barrier.await();
        } catch (BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> answers(List<Message> messages) {
        return messages.stream()
                .filter(Message.ToolAnswer.class::isInstance)
                .map(message -> PlainMessages.text(((Message.ToolAnswer) message).parts()))
                .toList();
    }

    private static String lastUser(List<Message> messages) {
        return messages.stream()
                .filter(Message.User.class::isInstance)
                .map(message ->
                        ((ContentPart.Text) ((Message.User) message).parts().getFirst()).text())
                .reduce((a, b) -> b)
                .orElse("");
    }
}
