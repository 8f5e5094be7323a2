package moltis.agent;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import moltis.core.json.Json;
import moltis.core.session.QueuedTurn;
import moltis.core.session.Role;
import moltis.core.session.RunId;
import moltis.core.session.SessionKey;
import moltis.core.session.StoredLine;
import moltis.core.session.Transcripts;
import moltis.core.session.TurnQueue;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which messages were accepted, so that one that a client sends again, because the line broke before the answer
 * came, is not accepted twice. Looks into the queue and the last lines of a session once, so that this also holds across a
 * restart; after that it remembers the last {@value #KEYS_A_SESSION} keys of the last {@value #SESSIONS} sessions.
 */
final class Acceptances {

    private static final int SESSIONS = 1_000;
    private static final int KEYS_A_SESSION = 100;

    private final Map<SessionKey, Map<String, CompletableFuture<SendResult>>> sessions = bounded(SESSIONS);
    private final TurnQueue queue;
    private final Transcripts transcripts;

    Acceptances(TurnQueue queue, Transcripts transcripts) {
        this.queue = queue;
        this.transcripts = transcripts;
    }

    /** What {@code accept} gives, or what it gave to the message that had the same key. */
    SendResult once(SendRequest request, Supplier<SendResult> accept) {
        Optional<String> key = request.idempotencyKey();
        if (key.isEmpty()) return accept.get();
        load(request.session());
        var mine = new CompletableFuture<SendResult>();
        @Nullable CompletableFuture<SendResult> earlier;
        synchronized (sessions) {
            earlier = keys(request.session()).putIfAbsent(key.get(), mine);
        }
        if (earlier != null) {
            try {
                return earlier.join();
            } catch (CompletionException itWasRefused) {
                return once(request, accept);
            }
        }
        try {
            SendResult result = accept.get();
            mine.complete(result);
            if (result instanceof SendResult.Rejected) forget(request.session(), key.get());
            return result;
        } catch (RuntimeException | Error e) {
            forget(request.session(), key.get());
            mine.completeExceptionally(e);
            throw e;
        }
    }

    private void forget(SessionKey session, String key) {
        synchronized (sessions) {
            keys(session).remove(key);
        }
    }

    private void load(SessionKey session) {
        synchronized (sessions) {
            if (sessions.containsKey(session)) return;
        }
        Map<String, CompletableFuture<SendResult>> known = bounded(KEYS_A_SESSION);
        for (StoredLine line : transcripts.before(session, Long.MAX_VALUE, KEYS_A_SESSION)) {
            if (line.line().role() != Role.USER) continue;
            var json = Json.parse(line.line().json());
            String key = json.path(TurnLines.IDEMPOTENCY_KEY).asString("");
            String run = json.path("run_id").asString("");
            if (!key.isEmpty() && !run.isEmpty()) known.put(key, started(new RunId(run)));
        }
        List<QueuedTurn> waiting = queue.waiting(session);
        for (QueuedTurn turn : waiting) {
            SendRequestJson.parse(session, turn.request())
                    .idempotencyKey()
                    .ifPresent(key -> known.put(key, started(turn.run())));
        }
        synchronized (sessions) {
            sessions.putIfAbsent(session, known);
        }
    }

    private Map<String, CompletableFuture<SendResult>> keys(SessionKey session) {
        return sessions.computeIfAbsent(session, _ -> bounded(KEYS_A_SESSION));
    }

    private static CompletableFuture<SendResult> started(RunId run) {
        return CompletableFuture.completedFuture(new SendResult.Started(run));
    }

    private static <K, V> Map<K, V> bounded(int size) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > size;
            }
        };
    }
}
