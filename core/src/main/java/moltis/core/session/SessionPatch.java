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
        @Nullable Boolean archived) {

    public static final SessionPatch NOTHING = new SessionPatch(null, null, null, null, null, null);

    /** Whether the change counts as use of the session: a new label alone does not. */
    public boolean movesUp() {
        return model != null || projectId != null || agentId != null || modeId != null || archived != null;
    }

    public static SessionPatch label(String label) {
        return new SessionPatch(Optional.of(label), null, null, null, null, null);
    }

    public static SessionPatch model(String model) {
        return new SessionPatch(null, Optional.of(model), null, null, null, null);
    }
}
