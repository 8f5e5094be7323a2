package moltis.agent;

import java.time.Duration;
import java.util.List;
import moltis.core.session.FailoverMode;

/**
 * Who answers when a model can't ({@code [failover]} of the configuration).
 *
 * @param enabled false overrules every session
 * @param mode what holds in a session that says nothing itself
 * @param exactModel whether a model that was chosen is never replaced
 * @param chain the models that may answer instead, in order; nobody else ever does
 * @param patience how long a turn waits for a person to choose
 */
public record FailoverSettings(
        boolean enabled, FailoverMode mode, boolean exactModel, List<String> chain, Duration patience) {

    public static final Duration PATIENCE = Duration.ofMinutes(5);
    public static final FailoverSettings NONE =
            new FailoverSettings(false, FailoverMode.OFF, false, List.of(), PATIENCE);

    public FailoverSettings {
        chain = List.copyOf(chain);
    }
}
