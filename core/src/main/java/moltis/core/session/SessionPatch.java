package moltis.core.session;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A change to a session: a null field keeps what is there, an empty one removes it. */
public record SessionPatch(
        @Nullable Optional<String> label,
        @Nullable Optional<String> model,
        @Nullable Optional<String> projectId,
        @Nullable Optional<String> agentId,
        @Nullable Optional<String> modeId,
        @Nullable Boolean archived,
        @Nullable Optional<FailoverMode> failover) {

    public static final SessionPatch NOTHING = new SessionPatch(null, null, null, null, null, null, null);

    /** Whether the change counts as use of the session: neither a new label nor what to do after a failure does. */
    public boolean movesUp() {
        return model != null || projectId != null || agentId != null || modeId != null || archived != null;
    }

    public static SessionPatch label(String label) {
        return new SessionPatch(Optional.of(label), null, null, null, null, null, null);
    }

    public static SessionPatch model(String model) {
        return new SessionPatch(null, Optional.of(model), null, null, null, null, null);
    }

    public static SessionPatch failover(Optional<FailoverMode> mode) {
        return new SessionPatch(null, null, null, null, null, null, mode);
    }
}
