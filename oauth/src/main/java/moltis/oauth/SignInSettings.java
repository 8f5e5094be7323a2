package moltis.oauth;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where sign-ins are kept and where they come back to.
 *
 * @param configFolder holds {@code oauth_tokens.json} and {@code oauth_providers.json}; made when needed
 * @param bindAddress the gateway's own address; callbacks on a fixed port are awaited there
 * @param environment the process environment
 */
public record SignInSettings(Path configFolder, InetAddress bindAddress, Map<String, String> environment) {
    public SignInSettings {
        environment = Map.copyOf(environment);
    }
}
