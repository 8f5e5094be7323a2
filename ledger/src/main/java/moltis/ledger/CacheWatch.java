package moltis.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import moltis.core.model.ChatRequest;
import moltis.core.model.Message;
import moltis.core.model.ModelId;
import moltis.core.model.Usage;
import moltis.core.session.SessionKey;
import org.jspecify.annotations.Nullable;

/**
 * Notices when a conversation loses the provider's cache, and says why. Remembers one number for each message of the last
 * call of the last {@value #SESSIONS} sessions.
 */
final class CacheWatch {

    private static final int SESSIONS = 200;
    private static final long WORTH_A_WORD = 4_096;
    /** After a pause it is nobody's fault; only a large loss is news. */
    private static final long WORTH_A_WORD_AFTER_A_PAUSE = 32_768;
    /** How long providers keep a cache that nobody uses. */
    private static final Duration KEPT = Duration.ofMinutes(5);

    /** @param cached how many tokens the call read from the cache or left there */
    private record Seen(ModelId model, Instant at, long cached, int tools, int[] messages) {}

    private final Map<SessionKey, Seen> last = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<SessionKey, Seen> eldest) {
            return size() > SESSIONS;
        }
    };

    /** @return why much less came from the cache than the session's last call left there; empty if it did not */
    Optional<String> answered(
            SessionKey session, ModelId model, Instant begunAt, Instant endedAt, ChatRequest request, Usage usage) {
        long cached = usage.cacheRead() + usage.cacheWrite();
        synchronized (last) {
            if (cached == 0 && !last.containsKey(session)) return Optional.empty();
        }
        var now = new Seen(
                model,
                endedAt,
                cached,
                request.tools().hashCode(),
                request.messages().stream().mapToInt(Message::hashCode).toArray());
        @Nullable Seen before;
        synchronized (last) {
            before = last.put(session, now);
        }
        if (before == null || before.cached() < WORTH_A_WORD || usage.cacheRead() * 2 >= before.cached())
            return Optional.empty();
        return why(before, now, begunAt);
    }

    private static Optional<String> why(Seen before, Seen now, Instant begunAt) {
        if (!before.model().equals(now.model()))
            return Optional.of("the model changed from " + before.model() + " to " + now.model());
        if (before.tools() != now.tools()) return Optional.of("the list of tools changed");
        // The last message of a request may be told differently in the next one; providers keep what stands before it.
        int common = Math.min(before.messages().length - 1, now.messages().length);
        int differs = Arrays.mismatch(before.messages(), 0, common, now.messages(), 0, common);
        if (differs == 0) return Optional.of("the system prompt changed");
        if (differs > 0 || now.messages().length < before.messages().length)
            return Optional.of("earlier messages of the conversation changed or were left out");
        Duration pause = Duration.between(before.at(), begunAt);
        if (pause.compareTo(KEPT) > 0)
            return before.cached() < WORTH_A_WORD_AFTER_A_PAUSE
                    ? Optional.empty()
                    : Optional.of("the conversation rested for " + pause.toMinutes() + " minutes");
        return Optional.of("the provider did not keep it");
    }
}
