package moltis.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import moltis.core.json.Json;
import moltis.core.model.ToolCall;
import org.junit.jupiter.api.Test;

class MessageJsonTest {

    @Test
    void a_stored_call_comes_back_whole_with_its_thought_signature() {
        var signed = new ToolCall("c1", "calc", Json.object().put("x", 1), Optional.of("c2lnbmVk"));
        var plain = new ToolCall("c2", "calc", Json.object());

        var stored = Json.parse(Json.array()
                .add(MessageJson.call(signed))
                .add(MessageJson.call(plain))
                .toString());

        assertThat(MessageJson.calls(stored)).containsExactly(signed, plain);
    }
}
