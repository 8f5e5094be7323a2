package moltis.core.session;

import java.time.Instant;
import java.util.Optional;

/**
 * What a session remembers about itself.
 *
 * @param id a UUID that never changes
 * @param owner whose session it is; {@code owner} until there are several people
 * @param model the chosen model id, with an optional reasoning suffix
 * @param failover what happens when the model can't answer; empty leaves it to the configuration
 * @param version rises with every change; clients ignore an update that is not newer than what they hold
 */
public record Session(
        SessionKey key,
        String id,
        String owner,
        Optional<String> label,
        Optional<String> model,
        Instant createdAt,
        Instant updatedAt,
        long messageCount,
        long lastSeenMessageCount,
        boolean archived,
        Optional<String> preview,
        Optional<String> projectId,
        Optional<String> agentId,
        Optional<String> modeId,
        Optional<SessionKey> parent,
        Optional<Long> forkPoint,
        Optional<FailoverMode> failover,
        long version) {}
