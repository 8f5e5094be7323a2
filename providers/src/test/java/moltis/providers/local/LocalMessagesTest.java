package moltis.providers.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import moltis.core.json.Json;
import moltis.core.model.ContentPart;
import moltis.core.model.Message;
import moltis.core.model.ToolCall;
import org.junit.jupiter.api.Test;

class LocalMessagesTest {

    @Test
    void gives_templates_one_system_message_and_roles_in_turn() {
        var json = LocalMessages.write(List.of(
                new Message.System("Be brief."),
                new Message.System("Be kind."),
                new Message.User(
                        List.of(new ContentPart.Text("look"), new ContentPart.Image("image/png", "AAAA")),
                        Optional.of("Ana")),
                Message.User.text("and?"),
                new Message.Assistant(
                        "Checking.",
                        "",
                        List.of(new ToolCall("c", "calc", Json.object().put("x", 1)))),
                Message.ToolAnswer.text("c", "4"),
                Message.User.text("thanks")));

        assertThat(Json.parse(json)).isEqualTo(Json.parse("""
                        [{"role":"system","content":"Be brief.\\n\\nBe kind."},
                         {"role":"user","content":"[Ana]: look\\n[a picture, which this model can't see]\\n\\nand?"},
                         {"role":"assistant","content":"Checking.\\n```tool_call\\n{\\"tool\\":\\"calc\\",\\"arguments\\":{\\"x\\":1}}\\n```"},
                         {"role":"user","content":"[Tool result]\\n4\\n\\nthanks"}]"""));
    }
}
