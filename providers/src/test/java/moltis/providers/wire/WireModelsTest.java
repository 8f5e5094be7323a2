package moltis.providers.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Optional;
import moltis.core.ErrorCode;
import moltis.core.ProviderException;
import moltis.core.Secret;
import moltis.core.json.Json;
import moltis.core.model.ChatRequest;
import moltis.core.model.Message;
import moltis.core.model.ModelId;
import moltis.core.model.ToolMode;
import moltis.core.model.ToolSpec;
import moltis.net.HttpClients;
import moltis.net.NetSettings;
import moltis.providers.ModelEndpoint;
import moltis.providers.ProviderSettings;
import moltis.providers.table.ProviderRow;
import moltis.providers.table.ProviderTable;
import moltis.providers.table.WireKind;
import moltis.testing.model.Answered;
import moltis.testing.model.Reply;
import moltis.testing.model.ScriptedModelServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WireModelsTest {

    private final ScriptedModelServer server = ScriptedModelServer.start(_ -> Reply.says("hello"));
    private final WireModels models = new WireModels(new HttpClients(NetSettings.defaults("test")));

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void every_row_of_the_table_that_has_a_wire_gets_an_answer() throws Exception {
        for (ProviderRow row : ProviderTable.rows()) {
            if (row.wire() == WireKind.IN_PROCESS) continue;
            String path = row.wire() == WireKind.ANTHROPIC_MESSAGES ? "" : "/v1";

            var answer = Answered.by(models.open(endpoint(row, "some-model", path)), question());

            answer.completion();
            assertThat(answer.text()).as(row.name()).isEqualTo("hello");
        }
    }

    @Test
    void what_has_no_wire_says_so() {
        var row = ProviderTable.find("local").orElseThrow();

        assertThatExceptionOfType(ProviderException.class)
                .isThrownBy(() -> models.open(endpoint(row, "starter", "/v1")))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_UNSUPPORTED));
    }

    @Test
    void the_table_decides_how_a_request_looks() throws Exception {
        var fireworks = ProviderTable.find("fireworks").orElseThrow();

        Answered.by(models.open(endpoint(fireworks, "accounts/fireworks/models/kimi-k2", "/v1")), question())
                .completion();
        Answered.by(models.open(endpoint(fireworks, "accounts/fireworks/models/glm", "/v1")), question())
                .completion();

        assertThat(server.requests().getFirst().text()).contains("\"strict\":false");
        assertThat(server.requests().getLast().text()).contains("\"strict\":true");
    }

    private ModelEndpoint endpoint(ProviderRow row, String model, String path) {
        return new ModelEndpoint(
                new ModelId(row.name(), model),
                row.displayName(),
                row,
                ProviderSettings.DEFAULT,
                server.uri() + path,
                Secret.of(ScriptedModelServer.KEY),
                Optional.empty(),
                ToolMode.NATIVE,
                false,
                row.localOnly());
    }

    private static ChatRequest question() {
        return ChatRequest.of(
                List.of(new Message.System("Be brief."), Message.User.text("hi")),
                List.of(new ToolSpec("calc", "Calculates.", Json.object().put("type", "object"))));
    }
}
