package moltis.providers.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import moltis.core.ErrorCode;
import moltis.core.ProviderException;
import moltis.core.Secret;
import moltis.core.model.ChatRequest;
import moltis.core.model.Message;
import moltis.core.model.ModelId;
import moltis.core.model.ReasoningEffort;
import moltis.core.model.ToolChoice;
import moltis.net.HttpClients;
import moltis.net.NetSettings;
import moltis.testing.model.Asked;
import moltis.testing.model.Received;
import moltis.testing.model.Reply;
import moltis.testing.model.ScriptedModelServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EitherOpenAiTest {

    private static final Reply ONLY_RESPONSES = Reply.raw(
            400,
            Map.of("Content-Type", "application/json"),
            "{\"error\":{\"message\":\"model gpt-5.9 is not accessible via the /chat/completions endpoint\","
                    + "\"code\":\"unsupported_api_for_model\"}}");
    private static final ChatRequest HELLO = ChatRequest.of(List.of(Message.User.text("hello")), List.of());

    private Reply first = Reply.says("hi");
    private final ScriptedModelServer server =
            ScriptedModelServer.start((Asked asked) -> asked.number() == 1 ? first : Reply.says("hi"));

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void is_asked_over_chat_completions_unless_the_request_needs_more() throws Exception {
        Wire model = model();

        model.stream(HELLO, _ -> {});
        model.stream(
                new ChatRequest(
                        HELLO.messages(),
                        List.of(),
                        ToolChoice.AUTO,
                        Optional.of(ReasoningEffort.HIGH),
                        Optional.empty()),
                _ -> {});

        assertThat(paths()).containsExactly("/v1/chat/completions", "/v1/responses");
    }

    @Test
    void a_model_behind_responses_only_is_found_there_and_remembered() throws Exception {
        first = ONLY_RESPONSES;
        Wire model = model();

        model.stream(HELLO, _ -> {});
        model.stream(HELLO, _ -> {});

        assertThat(paths()).containsExactly("/v1/chat/completions", "/v1/responses", "/v1/responses");
    }

    @Test
    void any_other_refusal_stays_one() {
        first = Reply.refuses(ErrorCode.PROVIDER_REFUSED);

        assertThatThrownBy(() -> model().stream(HELLO, _ -> {})).isInstanceOf(ProviderException.class);
        assertThat(paths()).containsExactly("/v1/chat/completions");
    }

    private Wire model() {
        var http = new HttpClients(NetSettings.defaults("test"));
        var endpoint = new Endpoint(
                "openai",
                "OpenAI",
                server.uri() + "/v1",
                Credential.of(Secret.of(ScriptedModelServer.KEY)),
                Map.of(),
                WireLimits.DEFAULT);
        var id = new ModelId("openai", "gpt-5.9");
        return new EitherOpenAi(
                new ChatCompletions(http, endpoint, id, ChatTraits.OPENAI),
                new OpenAiResponses(http, endpoint, id, ResponsesForm.OPENAI),
                request -> request.effort().isPresent());
    }

    private List<String> paths() {
        return server.requests().stream().map(Received::path).toList();
    }
}
