package moltis.providers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import moltis.core.json.Json;
import moltis.core.model.ChatModel;
import moltis.core.model.ChatRequest;
import moltis.core.model.Message;
import moltis.core.model.StreamEvent;
import moltis.core.model.ToolCall;
import moltis.core.model.ToolSpec;
import moltis.testing.model.Reply;
import moltis.testing.model.ScriptedModelServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Gemini refuses a follow-up whose calls lack the signatures that it put on them. */
class GeminiSignaturesTest {

    private static final List<ToolSpec> TOOLS =
            List.of(new ToolSpec("calc", "Calculates.", Json.object().put("type", "object")));

    @TempDir
    Path folder;

    @Test
    void a_signature_comes_back_to_gemini_as_it_went() throws Exception {
        var call = new Reply.Call("c1", "calc", List.of("{}"), Optional.of("c2lnbmVk"));
        try (var server =
                        ScriptedModelServer.start(asked -> asked.number() == 1 ? Reply.calls(call) : Reply.says("4"));
                var house = new Household(folder)) {
            house.server("gemini", ScriptedModelServer.KEY, server.uri() + "/v1", "gemini-3-flash");
            ChatModel model = house.startOnTheWire()
                    .catalog()
                    .open("gemini::gemini-3-flash")
                    .model();
            List<StreamEvent.ToolStarted> started = new ArrayList<>();
            Message question = Message.User.text("2+2?");
            model.stream(ChatRequest.of(List.of(question), TOOLS), event -> {
                if (event instanceof StreamEvent.ToolStarted begun) started.add(begun);
            });

            var asked = new ToolCall(
                    started.getFirst().id(),
                    started.getFirst().tool(),
                    Json.object(),
                    started.getFirst().thoughtSignature());
            model.stream(
                    ChatRequest.of(
                            List.of(
                                    question,
                                    new Message.Assistant("", "", List.of(asked)),
                                    Message.ToolAnswer.text("c1", "4")),
                            TOOLS),
                    _ -> {});

            JsonNode sent = server.requests().getLast().json().at("/messages/1/tool_calls/0/extra_content");
            assertThat(sent.at("/google/thought_signature").asString("")).isEqualTo("c2lnbmVk");
        }
    }
}
