package moltis.providers.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import moltis.core.ErrorCode;
import moltis.core.ProviderException;
import moltis.core.model.ChatRequest;
import moltis.core.model.Completion;
import moltis.core.model.EventSink;
import moltis.core.model.Message;
import moltis.core.model.ModelId;
import moltis.core.model.StopReason;
import moltis.core.model.StreamEvent;
import moltis.core.model.Usage;
import moltis.providers.TestSignIn;
import moltis.providers.table.ProviderTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedInModelTest {

    private static final ModelId ID = new ModelId("github-copilot", "gpt-4o");
    private static final ChatRequest HELLO = ChatRequest.of(List.of(Message.User.text("hello")), List.of());
    private static final String HERE = "https://here.test";
    private static final String THERE = "https://there.test";

    private final List<String> asked = new ArrayList<>();
    private final List<StreamEvent> events = new ArrayList<>();

    @Test
    void a_refused_token_is_renewed_once_and_the_request_repeated() throws Exception {
        var signIn = new TestSignIn(TestSignIn.token("old", HERE), TestSignIn.token("new", HERE));

        Completion completion = model(signIn, 0, 401).stream(HELLO, events::add);

        assertThat(completion.model()).isEqualTo(ID);
        assertThat(signIn.rejected()).containsExactly("old");
        assertThat(asked).containsExactly("old at " + HERE, "new at " + HERE);
    }

    @Test
    void a_second_refusal_is_final() {
        var signIn = new TestSignIn(
                TestSignIn.token("old", HERE), TestSignIn.token("new", HERE), TestSignIn.token("third", HERE));

        assertThatThrownBy(() -> model(signIn, 0, 401, 401).stream(HELLO, events::add))
                .isInstanceOfSatisfying(
                        ProviderException.class, e -> assertThat(e.status()).isEqualTo(401));
        assertThat(signIn.rejected()).containsExactly("old");
    }

    @Test
    void after_the_first_piece_nothing_is_repeated() {
        var signIn = new TestSignIn(TestSignIn.token("old", HERE), TestSignIn.token("new", HERE));

        assertThatThrownBy(() -> model(signIn, 1, 401).stream(HELLO, events::add))
                .isInstanceOf(ProviderException.class);
        assertThat(signIn.rejected()).isEmpty();
        assertThat(events).containsExactly(new StreamEvent.Text("a"));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 429, 500})
    void other_failures_are_none_of_the_sign_ins_business(int status) {
        var signIn = new TestSignIn(TestSignIn.token("old", HERE), TestSignIn.token("new", HERE));

        assertThatThrownBy(() -> model(signIn, 0, status).stream(HELLO, events::add))
                .isInstanceOf(ProviderException.class);
        assertThat(signIn.rejected()).isEmpty();
    }

    @Test
    void a_misdirected_request_goes_where_the_new_token_says() throws Exception {
        var signIn = new TestSignIn(TestSignIn.token("old", HERE), TestSignIn.token("new", THERE));

        model(signIn, 0, 421).stream(HELLO, events::add);

        assertThat(asked).containsExactly("old at " + HERE, "new at " + THERE);
    }

    @Test
    void a_misdirected_request_is_not_repeated_at_the_same_place() {
        var signIn = new TestSignIn(TestSignIn.token("old", HERE), TestSignIn.token("new", HERE));

        assertThatThrownBy(() -> model(signIn, 0, 421).stream(HELLO, events::add))
                .isInstanceOf(ProviderException.class);
        assertThat(asked).hasSize(1);
    }

    private SignedInModel model(TestSignIn signIn, int pieces, Integer... statuses) {
        List<Integer> refusals = new ArrayList<>(List.of(statuses));
        var wire = new Wire() {
            @Override
            public Completion stream(ChatRequest request, Access access, EventSink sink) throws InterruptedException {
                asked.add(access.token().orElseThrow().reveal() + " at " + access.baseUrl());
                for (int i = 0; i < pieces; i++) sink.accept(new StreamEvent.Text("a"));
                if (refusals.isEmpty()) return new Completion(ID, StopReason.END, Usage.NONE);
                throw new ProviderException(
                        ErrorCode.PROVIDER_FAILED, "github-copilot", "no", "", refusals.removeFirst(), null, null);
            }

            @Override
            public Endpoint endpoint() {
                return new Endpoint("p", "P", HERE, Credential.NONE, Map.of(), WireLimits.DEFAULT);
            }
        };
        return new SignedInModel(signIn, ProviderTable.find("github-copilot").orElseThrow(), HERE, wire);
    }
}
