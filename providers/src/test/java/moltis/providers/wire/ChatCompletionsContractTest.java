package moltis.providers.wire;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import moltis.core.Secret;
import moltis.core.model.ChatModel;
import moltis.core.model.ModelId;
import moltis.net.HttpClients;
import moltis.net.NetSettings;
import moltis.testing.model.ChatModelContract;

class ChatCompletionsContractTest extends ChatModelContract {

    @Override
    protected ChatModel model(URI base, Secret key, Duration silence, int frameLimit) {
        return new ChatCompletions(
                new HttpClients(NetSettings.defaults("test")),
                new Endpoint(
                        "openai",
                        "OpenAI",
                        base + "/v1/",
                        Credential.of(key),
                        Map.of(),
                        new WireLimits(silence, silence, frameLimit, 64L << 20)),
                new ModelId("openai", "gpt-5.2"),
                ChatTraits.OPENAI);
    }

    /** The finish reason ends an answer; what may be missing is the counters and the mark behind it. */
    @Override
    protected String endMark() {
        return "x".repeat(400);
    }
}
