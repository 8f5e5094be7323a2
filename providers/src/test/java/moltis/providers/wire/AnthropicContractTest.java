package moltis.providers.wire;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import moltis.core.Secret;
import moltis.core.model.ChatModel;
import moltis.core.model.ModelId;
import moltis.net.HttpClients;
import moltis.net.NetSettings;
import moltis.providers.CacheRetention;
import moltis.testing.model.ChatModelContract;

class AnthropicContractTest extends ChatModelContract {

    @Override
    protected ChatModel model(URI base, Secret key, Duration silence, int frameLimit) {
        return new AnthropicMessages(
                new HttpClients(NetSettings.defaults("test")),
                new Endpoint(
                        "anthropic",
                        "Anthropic",
                        base.toString(),
                        Credential.of(key),
                        Map.of(),
                        new WireLimits(silence, silence, frameLimit, 64L << 20)),
                new ModelId("anthropic", "claude-sonnet-4-5"),
                AnthropicOptions.forModel("claude-sonnet-4-5", CacheRetention.SHORT));
    }

    /** The last event counts once its line is complete; the blank line after it may be missing. */
    @Override
    protected String endMark() {
        return "}\n\n";
    }
}
