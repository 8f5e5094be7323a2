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

class OpenAiResponsesContractTest extends ChatModelContract {

    @Override
    protected ChatModel model(URI base, Secret key, Duration silence, int frameLimit) {
        return new OpenAiResponses(
                new HttpClients(NetSettings.defaults("test")),
                new Endpoint(
                        "openai",
                        "OpenAI",
                        base + "/v1/",
                        Credential.of(key),
                        Map.of(),
                        new WireLimits(silence, silence, frameLimit, 64L << 20)),
                new ModelId("openai", "gpt-5.2"),
                ResponsesForm.OPENAI);
    }

    /** Nothing but the empty line behind the terminal event may be missing. */
    @Override
    protected String endMark() {
        return "\n\n";
    }
}
