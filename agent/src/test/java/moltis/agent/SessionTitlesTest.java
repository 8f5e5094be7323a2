package moltis.agent;

import static moltis.agent.ChatFixture.MAIN;
import static moltis.testing.model.Reply.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Optional;
import moltis.core.ErrorCode;
import moltis.core.MoltisException;
import moltis.core.event.ChatEvent;
import moltis.core.session.Session;
import moltis.core.session.SessionPatch;
import moltis.testing.model.Reply;
import moltis.testing.model.ScriptedChatModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SessionTitlesTest {

    private static ChatFixture titled(ScriptedChatModel model) {
        return new ChatFixture(model).with(it -> ChatSettings.DEFAULT);
    }

    private static Optional<String> label(ChatFixture chat) {
        return chat.stores.directory().find(MAIN).flatMap(Session::label);
    }

    @Test
    void the_sessions_own_model_names_it_once_and_outside_the_history() throws Exception {
        var model = ScriptedChatModel.answering(says("Paris."), says("\"The capital of France.\"\n"), says("Rome."));
        try (var chat = titled(model)) {
            chat.say("Capital of France?");
            while (label(chat).isEmpty()) Thread.onSpinWait();

            chat.say("And of Italy?");

            assertThat(label(chat)).contains("The capital of France");
            assertThat(model.requests()).hasSize(3);
            assertThat(model.requests().get(1).tools()).isEmpty();
            assertThat(chat.told())
                    .containsExactly(
                            "user: Capital of France?", "assistant: Paris.", "user: And of Italy?", "assistant: Rome.");
        }
    }

    @Test
    void a_name_that_a_person_gave_is_kept() throws Exception {
        var model = ScriptedChatModel.answering(says("Paris."), says("Rome."));
        try (var chat = titled(model)) {
            chat.stores.directory().ensure(MAIN);
            chat.stores.directory().patch(MAIN, SessionPatch.label("Geography"));

            chat.say("Capital of France?");
            chat.say("And of Italy?");

            assertThat(label(chat)).contains("Geography");
            assertThat(model.requests()).hasSize(2);
        }
    }

    @Test
    void a_model_that_fails_to_name_costs_nothing_but_the_name() throws Exception {
        var model =
                ScriptedChatModel.answering(says("Paris."), Reply.refuses(ErrorCode.QUOTA_EXHAUSTED), says("Rome."));
        try (var chat = titled(model)) {
            chat.say("Capital of France?");
            model.awaitRequests(2);

            assertThat(chat.events.awaitEnd(chat.say("And of Italy?"))).isInstanceOf(ChatEvent.Final.class);
            assertThat(label(chat)).isEmpty();
        }
    }

    @Test
    void a_name_can_be_asked_for_and_then_replaces_the_old_one() throws Exception {
        try (var chat = ChatFixture.answering(says("Paris."), says("European capitals"))) {
            chat.say("Capital of France?");
            chat.stores.directory().patch(MAIN, SessionPatch.label("Old"));

            assertThat(chat.service().nameSession(MAIN)).isEqualTo("European capitals");
            assertThat(label(chat)).contains("European capitals");
        }
    }

    @Test
    void a_session_in_which_nothing_was_said_has_no_name() {
        try (var chat = ChatFixture.answering()) {
            chat.stores.directory().ensure(MAIN);

            assertThatExceptionOfType(MoltisException.class)
                    .isThrownBy(() -> chat.service().nameSession(MAIN));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Green tea",
                "\"Green tea.\"",
                "**Green tea**",
                "Green tea:\nmore",
                "<think>x</think>\n Green tea"
            })
    void a_title_is_freed_from_what_models_put_around_it(String answer) {
        assertThat(SessionTitles.cleaned(answer)).contains("Green tea");
    }
}
