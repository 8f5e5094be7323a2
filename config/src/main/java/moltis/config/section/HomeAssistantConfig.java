package moltis.config.section;

import static moltis.config.schema.Types.FLAG;
import static moltis.config.schema.Types.SECONDS;
import static moltis.config.schema.Types.SECRET;
import static moltis.config.schema.Types.TEXT;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import moltis.config.schema.KeyReader;
import moltis.core.Secret;

/** {@code [home_assistant]}. */
public record HomeAssistantConfig(
        boolean enabled, Optional<String> defaultInstance, Map<String, HomeAssistantInstance> instances) {

    static HomeAssistantConfig read(KeyReader keys) {
        return new HomeAssistantConfig(
                keys.get("enabled", FLAG, false, "Offer Home Assistant to the agent."),
                keys.optional("default_instance", TEXT, "Instance used when none is named."),
                keys.tables("instances", HomeAssistantInstance::read));
    }

    /** {@code [home_assistant.instances.<name>]}. */
    public record HomeAssistantInstance(Optional<String> url, Optional<Secret> token, Duration timeout) {

        static HomeAssistantInstance read(KeyReader keys) {
            return new HomeAssistantInstance(
                    keys.optional("url", TEXT, "Address of the instance."),
                    keys.optional("token", SECRET, "Long-lived access token."),
                    keys.get("timeout_seconds", SECONDS, Duration.ofSeconds(10), "Time limit of a call."));
        }
    }
}
