package moltis.gateway.methods;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Who the agent is and whom it works for.
 *
 * @param soul the text of SOUL.md
 */
public record AgentIdentity(
        String name,
        @Nullable String emoji,
        @Nullable String theme,
        @JsonProperty("user_name") @Nullable String userName,
        @JsonProperty("user_timezone") @Nullable String userTimezone,
        @JsonProperty("identity_fields") Fields fields,
        @Nullable String soul) {

    public record Fields(
            @Nullable String name,
            @Nullable String emoji,
            @Nullable String theme) {}
}
