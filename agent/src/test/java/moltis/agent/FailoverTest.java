package moltis.agent;

import static moltis.testing.model.Reply.call;
import static moltis.testing.model.Reply.calls;
import static moltis.testing.model.Reply.refuses;
import static moltis.testing.model.Reply.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import moltis.core.ErrorCode;
import moltis.core.ProviderException;
import moltis.core.RequestException;
import moltis.core.event.ChatEvent;
import moltis.core.event.Question;
import moltis.core.json.Json;
import moltis.core.model.Capability;
import moltis.core.model.ContentPart;
import moltis.core.model.ModelCard;
import moltis.core.model.ModelId;
import moltis.core.model.OpenedModel;
import moltis.core.model.ToolMode;
import moltis.core.session.FailoverMode;
import moltis.core.session.RunId;
import moltis.core.session.SessionPatch;
import moltis.testing.model.Reply;
import moltis.testing.model.Script;
import moltis.testing.model.ScriptedChatModel;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class FailoverTest {

    private static final String FIRST = "first::big";
    private static final String SECOND = "second::other";
    private static final String THIRD = "third::last";

    private final ScriptedModels models = new ScriptedModels();

    /** Models that are told apart by their place; each has an own script. */
    private static final class ScriptedModels {
        private final List<OpenedModel> opened = new ArrayList<>();
        private final List<ScriptedChatModel> scripted = new ArrayList<>();

        ScriptedModels add(String id, UnaryOperator<ModelCard> change, Reply... replies) {
            var model = new ScriptedChatModel(ModelId.parse(id), Script.inOrder(replies));
            scripted.add(model);
            opened.add(new OpenedModel(
                    change.apply(FakeModels.card(ModelId.parse(id), ToolMode.NATIVE, 200_000)),
                    model,
                    Optional.empty()));
            return this;
        }

        ScriptedModels add(String id, Reply... replies) {
            return add(id, card -> card, replies);
        }

        int asked(int place) {
            return scripted.get(place).requests().size();
        }
    }

    private static UnaryOperator<ModelCard> local() {
        return card -> changed(card, card.capabilities(), card.toolMode(), true);
    }

    private static ModelCard changed(ModelCard card, Set<Capability> capabilities, ToolMode mode, boolean local) {
        return new ModelCard(
                card.id(),
                card.provider(),
                card.displayName(),
                card.contextTokens(),
                capabilities,
                mode,
                local,
                false,
                false,
                Optional.empty());
    }

    private ChatFixture chat(FailoverMode mode, String... chain) {
        return chat(new FailoverSettings(true, mode, false, List.of(chain), FailoverSettings.PATIENCE));
    }

    private ChatFixture chat(FailoverSettings failover) {
        return new ChatFixture(new FakeModels(models.opened))
                .with(from -> new ChatSettings(
                        from.queueMode(),
                        from.autoTitle(),
                        from.workspaceFileMaxChars(),
                        from.maxQueued(),
                        from.historyCacheBytes(),
                        from.limits(),
                        from.persona(),
                        from.modes(),
                        from.compaction(),
                        from.titleModel(),
                        failover));
    }

    private static ModelId answeredBy(ChatFixture chat, RunId run) throws InterruptedException {
        return ((ChatEvent.Final) chat.events.awaitEnd(run)).model();
    }

    // ── auto ─────────────────────────────────────────────────────────────────────────────────────────────────────────

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    @DisplayName("pain 9: what another model may answer, it is asked at once; nothing else is passed on")
    void pain_9_every_class_of_error(ErrorCode code) throws Exception {
        models.add(FIRST, refuses(code), says("First after all.")).add(SECOND, says("Second here."));
        try (var chat = chat(FailoverMode.AUTO, SECOND)) {
            RunId run = chat.say("hello");

            if (code.anotherModelMayAnswer()) {
                assertThat(answeredBy(chat, run)).isEqualTo(ModelId.parse(SECOND));
                assertThat(chat.pauses)
                        .as("nobody waits while another may be asked")
                        .isEmpty();
                assertThat(models.asked(0)).isEqualTo(1);
            } else {
                assertThat(models.asked(1)).isZero();
            }
            assertThat(chat.told()).noneMatch(line -> line.startsWith("assistant: The scripted model refuses"));
        }
    }

    @Test
    void pain_10_a_switch_is_one_visible_line_and_the_answer_names_who_gave_it() throws Exception {
        models.add(FIRST, refuses(ErrorCode.PROVIDER_OVERLOADED)).add(SECOND, says("Second here."));
        try (var chat = chat(FailoverMode.AUTO, SECOND)) {
            chat.say("hello");

            assertThat(chat.told())
                    .containsExactly(
                            "user: hello",
                            "notice: Switched from first::big to second::other: The scripted model refuses:"
                                    + " PROVIDER_OVERLOADED",
                            "assistant: Second here.");
            assertThat(chat.json().get(1).path("switched")).isEqualTo(Json.parse("""
                            {"from":"first::big","to":"second::other","code":"PROVIDER_OVERLOADED"}"""));
            assertThat(chat.json().get(2).path("provider").asString()).isEqualTo("second");
            assertThat(chat.json().get(2).path("model").asString()).isEqualTo("other");
            assertThat(chat.events.all(ChatEvent.ModelSwitched.class))
                    .singleElement()
                    .satisfies(it -> assertThat(it.reason().code()).isEqualTo("PROVIDER_OVERLOADED"));
            assertThat(chat.stores
                            .directory()
                            .find(ChatFixture.MAIN)
                            .orElseThrow()
                            .model())
                    .as("the session keeps the model that was meant")
                    .contains(FIRST);
        }
    }

    @Test
    void all_models_of_the_chain_are_tried_before_anybody_is_waited_for() throws Exception {
        models.add(FIRST, refuses(ErrorCode.PROVIDER_RATE_LIMITED), says("Back again."))
                .add(SECOND, refuses(ErrorCode.QUOTA_EXHAUSTED))
                .add(THIRD, refuses(ErrorCode.KEY_REJECTED));
        try (var chat = chat(FailoverMode.AUTO, SECOND, THIRD)) {
            RunId run = chat.say("hello");

            assertThat(answeredBy(chat, run)).isEqualTo(ModelId.parse(FIRST));
            assertThat(chat.pauses).containsExactly(Duration.ofSeconds(2));
            assertThat(chat.told())
                    .filteredOn(line -> line.startsWith("notice"))
                    .extracting(line -> line.substring(0, line.indexOf(": The")))
                    .containsExactly(
                            "notice: Switched from first::big to second::other",
                            "notice: Switched from second::other to third::last",
                            "notice: Switched from third::last to first::big");
        }
    }

    @Test
    void a_used_up_quota_is_never_asked_again_and_is_what_the_person_hears() throws Exception {
        models.add(FIRST, refuses(ErrorCode.QUOTA_EXHAUSTED))
                .add(SECOND, refuses(ErrorCode.PROVIDER_FAILED), refuses(ErrorCode.PROVIDER_FAILED));
        try (var chat = chat(FailoverMode.AUTO, SECOND)) {
            RunId run = chat.say("hello");

            assertThat(models.asked(0)).isEqualTo(1);
            assertThat(models.asked(1)).isEqualTo(2);
            assertThat(chat.events.awaitEnd(run))
                    .isInstanceOfSatisfying(
                            ChatEvent.Failed.class,
                            failed -> assertThat(failed.error().code()).isEqualTo("QUOTA_EXHAUSTED"));
        }
    }

    @Test
    void after_the_first_visible_word_nobody_else_answers() throws Exception {
        models.add(FIRST, says("Half an").thenIsCut()).add(SECOND, says("Second here."));
        try (var chat = chat(FailoverMode.AUTO, SECOND)) {
            RunId run = chat.say("hello");

            assertThat(models.asked(1)).isZero();
            assertThat(chat.events.awaitEnd(run))
                    .isInstanceOfSatisfying(
                            ChatEvent.Failed.class,
                            failed -> assertThat(failed.partialMessage()).isEqualTo("Half an"));
            assertThat(chat.told()).contains("assistant: Half an");
        }
    }

    @Test
    void the_rest_of_the_turn_stays_with_the_model_that_took_over_and_the_next_turn_returns() throws Exception {
        models.add(FIRST, calls(call("a", "echo", "{}")), refuses(ErrorCode.UNREACHABLE), says("I am well again."))
                .add(SECOND, calls(call("b", "echo", "{}")), says("Done, after two calls of that tool."));
        try (var chat = chat(FailoverMode.AUTO, SECOND)) {
            RunId first = chat.say("go");
            RunId next = chat.say("and now?");

            assertThat(answeredBy(chat, first)).isEqualTo(ModelId.parse(SECOND));
            assertThat(answeredBy(chat, next)).isEqualTo(ModelId.parse(FIRST));
        }
    }

    @Test
    void the_request_is_made_anew_for_a_model_that_has_no_tools_of_its_own() throws Exception {
        models.add(FIRST, refuses(ErrorCode.PROVIDER_FAILED))
                .add(
                        SECOND,
                        card -> changed(card, Set.of(), ToolMode.OFF, false),
                        says("I can only talk, but talk I can, at length."));
        try (var chat = chat(FailoverMode.AUTO, SECOND)) {
            chat.say("go");

            assertThat(models.scripted.get(0).requests().getFirst().tools()).isNotEmpty();
            assertThat(models.scripted.get(1).requests().getFirst().tools()).isEmpty();
        }
    }

    @Test
    void a_model_that_rests_is_passed_over_until_it_is_well() throws Exception {
        var tired = new ProviderException(ErrorCode.PROVIDER_OVERLOADED, "first", "First is overloaded.", "");
        var resting = new AtomicInteger(1);
        models.add(FIRST, says("First again.")).add(SECOND, says("Second here."));
        try (var chat = chat(FailoverMode.AUTO, SECOND)) {
            chat.breaker = card -> card.provider().equals("first") && resting.getAndDecrement() > 0
                    ? Optional.of(tired)
                    : Optional.empty();
            chat.restarted();
            RunId during = chat.say("hello");
            RunId after = chat.say("hello");

            assertThat(answeredBy(chat, during)).isEqualTo(ModelId.parse(SECOND));
            assertThat(answeredBy(chat, after)).isEqualTo(ModelId.parse(FIRST));
            assertThat(chat.told()).contains("notice: Switched from first::big to second::other: First is overloaded.");
        }
    }

    @Test
    void when_all_rest_the_persons_own_model_is_asked() throws Exception {
        models.add(FIRST, says("I do what I can.")).add(SECOND);
        try (var chat = chat(FailoverMode.AUTO, SECOND)) {
            chat.breaker = card ->
                    Optional.of(new ProviderException(ErrorCode.UNREACHABLE, card.provider(), "It is down.", ""));
            chat.restarted();
            RunId run = chat.say("hello");

            assertThat(answeredBy(chat, run)).isEqualTo(ModelId.parse(FIRST));
        }
    }

    // ── who never stands in ──────────────────────────────────────────────────────────────────────────────────────────

    @Test
    void pain_10_nothing_falls_from_a_local_to_a_remote_model() throws Exception {
        models.add(FIRST, local(), refuses(ErrorCode.KEY_REJECTED))
                .add(SECOND)
                .add(THIRD, local(), says("Still on this machine."));
        try (var chat = chat(FailoverMode.AUTO, SECOND, THIRD)) {
            RunId run = chat.say("hello");

            assertThat(answeredBy(chat, run)).isEqualTo(ModelId.parse(THIRD));
            assertThat(models.asked(1)).isZero();
            assertThat(chat.events.all(ChatEvent.Notice.class))
                    .extracting(ChatEvent.Notice::message)
                    .singleElement()
                    .asString()
                    .contains(SECOND, "stays here");
        }
    }

    @Test
    void pain_10_an_unknown_id_is_an_error_and_never_another_model() throws Exception {
        models.add(FIRST).add(SECOND);
        try (var chat = chat(FailoverMode.AUTO, SECOND)) {
            SendRequest typo = SendRequestJson.read(
                    ChatFixture.MAIN, Json.object().put("text", "hi").put("model", "first::bgi"), "");

            assertThatExceptionOfType(ProviderException.class)
                    .isThrownBy(() -> chat.service().send(typo))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_UNKNOWN));
        }
    }

    @Test
    void an_unknown_id_in_the_chain_is_told_and_the_next_one_asked() throws Exception {
        models.add(FIRST, refuses(ErrorCode.UNREACHABLE)).add(SECOND, says("Second here."));
        try (var chat = chat(FailoverMode.AUTO, "secnod::other", SECOND)) {
            RunId run = chat.say("hello");

            assertThat(answeredBy(chat, run)).isEqualTo(ModelId.parse(SECOND));
            assertThat(chat.events.all(ChatEvent.Notice.class))
                    .singleElement()
                    .satisfies(it -> assertThat(it.message()).contains("secnod::other"));
        }
    }

    @Test
    void a_bare_name_that_several_providers_have_stands_for_none_of_them() throws Exception {
        models.add(FIRST, refuses(ErrorCode.KEY_REJECTED)).add("second::same").add("third::same");
        try (var chat = chat(FailoverMode.AUTO, "same")) {
            RunId run = chat.say("hello");

            assertThat(chat.events.awaitEnd(run)).isInstanceOf(ChatEvent.Failed.class);
            assertThat(models.asked(1) + models.asked(2)).isZero();
        }
    }

    @Test
    void who_can_not_see_does_not_answer_for_one_who_was_shown_a_picture() throws Exception {
        models.add(FIRST, refuses(ErrorCode.UNREACHABLE))
                .add(SECOND)
                .add(
                        THIRD,
                        card -> changed(card, Set.of(Capability.TOOLS, Capability.VISION), card.toolMode(), false),
                        says("A cat."));
        try (var chat = chat(FailoverMode.AUTO, SECOND, THIRD)) {
            var shown = SendRequest.text(ChatFixture.MAIN, "x")
                    .withContent(
                            List.of(new ContentPart.Text("What is this?"), new ContentPart.Image("image/png", "AA")));
            RunId run = chat.start(shown);

            assertThat(answeredBy(chat, run)).isEqualTo(ModelId.parse(THIRD));
        }
    }

    @Test
    void an_empty_chain_means_nobody() throws Exception {
        models.add(FIRST, refuses(ErrorCode.KEY_REJECTED)).add(SECOND);
        try (var chat = chat(FailoverMode.AUTO)) {
            RunId run = chat.say("hello");

            assertThat(chat.events.awaitEnd(run)).isInstanceOf(ChatEvent.Failed.class);
        }
    }

    @Test
    void a_chosen_model_is_not_replaced_when_exactness_was_asked_for() throws Exception {
        models.add(FIRST, refuses(ErrorCode.KEY_REJECTED)).add(SECOND);
        var exact = new FailoverSettings(true, FailoverMode.AUTO, true, List.of(SECOND), FailoverSettings.PATIENCE);
        try (var chat = chat(exact)) {
            chat.stores.directory().ensure(ChatFixture.MAIN);
            chat.stores.directory().patch(ChatFixture.MAIN, SessionPatch.model(FIRST));
            RunId run = chat.say("hello");

            assertThat(chat.events.awaitEnd(run)).isInstanceOf(ChatEvent.Failed.class);
        }
    }

    @Test
    void a_session_may_say_no_and_the_configuration_may_say_no_for_all() throws Exception {
        models.add(FIRST, refuses(ErrorCode.KEY_REJECTED), refuses(ErrorCode.KEY_REJECTED))
                .add(SECOND);
        try (var chat = chat(FailoverMode.AUTO, SECOND)) {
            chat.stores.directory().ensure(ChatFixture.MAIN);
            chat.stores.directory().patch(ChatFixture.MAIN, SessionPatch.failover(Optional.of(FailoverMode.OFF)));
            RunId run = chat.say("hello");

            assertThat(chat.events.awaitEnd(run)).isInstanceOf(ChatEvent.Failed.class);
        }
        var never = new FailoverSettings(false, FailoverMode.AUTO, false, List.of(SECOND), FailoverSettings.PATIENCE);
        try (var chat = chat(never)) {
            RunId run = chat.say("hello");

            assertThat(chat.events.awaitEnd(run)).isInstanceOf(ChatEvent.Failed.class);
        }
    }

    // ── ask ──────────────────────────────────────────────────────────────────────────────────────────────────────────

    @Test
    void the_person_chooses_who_answers() throws Exception {
        models.add(FIRST, refuses(ErrorCode.PROVIDER_RATE_LIMITED)).add(SECOND).add(THIRD, says("Third here."));
        try (var chat = chat(FailoverMode.ASK, SECOND, THIRD)) {
            RunId run = chat.start("hello");
            Question question = chat.events.await(ChatEvent.Asked.class).question();

            assertThat(question.choices())
                    .extracting(Question.Choice::id)
                    .containsExactly(SECOND, THIRD, ModelChain.AGAIN, ModelChain.STOP);
            assertThat(chat.service().peek(ChatFixture.MAIN).orElseThrow().question())
                    .as("who looks later sees it too")
                    .contains(question);
            assertThat(chat.service().answer(question.id(), THIRD)).isTrue();
            assertThat(answeredBy(chat, run)).isEqualTo(ModelId.parse(THIRD));
            assertThat(models.asked(1)).isZero();
            assertThat(chat.events.all(ChatEvent.QuestionClosed.class))
                    .singleElement()
                    .satisfies(it -> assertThat(it.choice()).isEqualTo(THIRD));
        }
    }

    @Test
    void the_person_may_try_again_or_stop() throws Exception {
        models.add(FIRST, refuses(ErrorCode.UNREACHABLE), refuses(ErrorCode.PROVIDER_FAILED))
                .add(SECOND);
        try (var chat = chat(FailoverMode.ASK, SECOND)) {
            RunId run = chat.start("hello");
            String first = chat.events.await(ChatEvent.Asked.class).question().id();
            chat.service().answer(first, ModelChain.AGAIN);
            String second = chat.events
                    .await(ChatEvent.Asked.class, it -> !it.question().id().equals(first))
                    .question()
                    .id();
            chat.service().answer(second, ModelChain.STOP);

            assertThat(chat.events.awaitEnd(run))
                    .isInstanceOfSatisfying(
                            ChatEvent.Failed.class,
                            failed -> assertThat(failed.error().code()).isEqualTo("PROVIDER_FAILED"));
        }
    }

    @Test
    void only_a_choice_of_the_open_question_is_taken() throws Exception {
        models.add(FIRST, refuses(ErrorCode.UNREACHABLE)).add(SECOND, says("Second here."));
        try (var chat = chat(FailoverMode.ASK, SECOND)) {
            RunId run = chat.start("hello");
            String question =
                    chat.events.await(ChatEvent.Asked.class).question().id();

            assertThat(chat.service().answer("another", SECOND)).isFalse();
            assertThatExceptionOfType(RequestException.class)
                    .isThrownBy(() -> chat.service().answer(question, THIRD));
            chat.service().answer(question, SECOND);
            chat.events.awaitEnd(run);
            assertThat(chat.service().answer(question, SECOND)).isFalse();
        }
    }

    @Test
    void a_question_that_nobody_answers_ends_as_the_failure_it_was() throws Exception {
        models.add(FIRST, refuses(ErrorCode.QUOTA_EXHAUSTED)).add(SECOND);
        var impatient = new FailoverSettings(true, FailoverMode.ASK, false, List.of(SECOND), Duration.ofMillis(20));
        try (var chat = chat(impatient)) {
            RunId run = chat.say("hello");

            assertThat(chat.events.awaitEnd(run))
                    .isInstanceOfSatisfying(
                            ChatEvent.Failed.class,
                            failed -> assertThat(failed.error().code()).isEqualTo("QUOTA_EXHAUSTED"));
        }
    }

    @Test
    void where_nobody_listens_nobody_is_asked() throws Exception {
        models.add(FIRST, refuses(ErrorCode.QUOTA_EXHAUSTED)).add(SECOND);
        try (var chat = chat(FailoverMode.ASK, SECOND)) {
            chat.somebodyListens = false;
            RunId run = chat.say("hello");

            assertThat(chat.events.awaitEnd(run)).isInstanceOf(ChatEvent.Failed.class);
            assertThat(chat.events.all(ChatEvent.Asked.class)).isEmpty();
        }
    }

    @Test
    void a_turn_that_waits_for_a_person_can_be_stopped() throws Exception {
        models.add(FIRST, refuses(ErrorCode.UNREACHABLE)).add(SECOND);
        try (var chat = chat(FailoverMode.ASK, SECOND)) {
            RunId run = chat.start("hello");
            chat.events.await(ChatEvent.Asked.class);

            assertThat(chat.service().abort(Optional.of(run), Optional.empty()).aborted())
                    .isTrue();
            assertThat(chat.events.awaitEnd(run)).isInstanceOf(ChatEvent.Aborted.class);
        }
    }
}
