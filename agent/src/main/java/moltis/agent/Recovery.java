package moltis.agent;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import moltis.core.event.ChatEvent;
import moltis.core.json.Json;
import moltis.core.model.ModelId;
import moltis.core.model.ToolCall;
import moltis.core.session.InterruptedTurn;
import moltis.core.session.QueuedTurn;
import moltis.core.session.Role;
import moltis.core.session.RunId;
import moltis.core.session.SessionKey;
import moltis.core.session.StoredLine;
import moltis.core.session.TranscriptLine;
import moltis.core.session.TurnDraft;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Takes up what a dead process left. A turn that had begun is closed, never run again: it may have had effects. One whose
 * message is not in the transcript yet never began, so it gets its turn now, before those that waited behind it.
 */
final class Recovery {

    private static final Logger log = LoggerFactory.getLogger(Recovery.class);

    private final ChatPorts ports;
    private final TurnEnding ending;

    Recovery(ChatPorts ports, TurnEnding ending) {
        this.ports = ports;
        this.ending = ending;
    }

    /** Closes what had begun. @return what is to be answered now, in order, by session */
    Map<SessionKey, List<Lane.Waiting>> run() {
        Map<SessionKey, List<InterruptedTurn>> interrupted = new LinkedHashMap<>();
        for (InterruptedTurn turn : ports.queue().interrupted())
            interrupted
                    .computeIfAbsent(turn.turn().session(), _ -> new ArrayList<>())
                    .add(turn);

        Set<SessionKey> sessions = new LinkedHashSet<>(interrupted.keySet());
        sessions.addAll(ports.queue().sessionsWithWaiting());
        Map<SessionKey, List<Lane.Waiting>> answerNow = new LinkedHashMap<>();
        for (SessionKey session : sessions) {
            Map<Long, QueuedTurn> turns = new TreeMap<>();
            for (QueuedTurn turn : closeBegun(session, interrupted.getOrDefault(session, List.of())))
                turns.put(turn.id(), turn);
            for (QueuedTurn turn : ports.queue().waiting(session)) turns.put(turn.id(), turn);
            answerNow.put(
                    session,
                    turns.values().stream()
                            .flatMap(turn -> waiting(turn).stream())
                            .toList());
        }
        return answerNow;
    }

    /** @return the turns that had not begun */
    private List<QueuedTurn> closeBegun(SessionKey session, List<InterruptedTurn> turns) {
        if (turns.isEmpty()) return List.of();
        var transcript = new Transcript(ports.transcripts().read(session));
        List<QueuedTurn> fresh = new ArrayList<>();
        for (InterruptedTurn turn : turns) {
            RunId run = turn.turn().run();
            Optional<RunId> lead = transcript.lead(run);
            if (lead.isEmpty()) {
                fresh.add(turn.turn());
                continue;
            }
            if (lead.get().equals(run) && !transcript.hasEnded(run)) close(turn, transcript);
            ports.queue().finish(List.of(turn.turn()));
        }
        ports.sessions().touch(session);
        return fresh;
    }

    private void close(InterruptedTurn interrupted, Transcript transcript) {
        QueuedTurn turn = interrupted.turn();
        TurnDraft draft = interrupted.draft();
        // A draft may be older than the last step, which then holds its words already.
        boolean stored =
                !draft.text().isEmpty() && transcript.lastWords(turn.run()).startsWith(draft.text());
        String text = stored ? "" : FinalText.clean(draft.text());
        String reasoning = stored ? "" : draft.reasoning();
        @Nullable Long seq = waiting(turn).map(it -> it.request().clientSeq()).orElse(null);
        List<TranscriptLine> remains = ending.remains(
                new ChatEvent.Run(turn.session(), turn.run(), seq),
                transcript.unanswered(turn.run()),
                text,
                reasoning,
                model(draft),
                new TurnEnding.Reason.Interrupted());
        ports.transcripts().append(turn.session(), remains);
        log.atInfo()
                .addKeyValue("session", turn.session())
                .addKeyValue("run", turn.run())
                .log("interrupted turn closed");
    }

    /** Empty for a request that an older version stored and this one can't read; it is taken out of the queue. */
    private Optional<Lane.Waiting> waiting(QueuedTurn turn) {
        try {
            return Optional.of(new Lane.Waiting(turn, SendRequestJson.parse(turn.session(), turn.request())));
        } catch (RuntimeException unreadable) {
            log.atError().addKeyValue("run", turn.run()).setCause(unreadable).log("stored message can't be read");
            ports.queue().finish(List.of(turn));
            return Optional.empty();
        }
    }

    private static @Nullable ModelId model(TurnDraft draft) {
        return draft.model().contains("::") ? ModelId.parse(draft.model()) : null;
    }

    /** A session's lines, of which only those of one run are parsed. */
    private record Transcript(List<StoredLine> lines) {

        /** The run whose user line holds the message of {@code run}: the run itself or the one it was merged into. */
        Optional<RunId> lead(RunId run) {
            for (StoredLine stored : lines) {
                TranscriptLine line = stored.line();
                if (line.role() != Role.USER) continue;
                if (line.run().equals(Optional.of(run))) return line.run();
                if (!line.json().contains(run.value())) continue;
                for (JsonNode merged : Json.parse(line.json()).path(TurnLines.MERGED_RUNS)) {
                    if (merged.asString("").equals(run.value())) return line.run();
                }
            }
            return Optional.empty();
        }

        boolean hasEnded(RunId run) {
            return of(run).stream().anyMatch(stored -> switch (stored.line().role()) {
                case NOTICE -> true;
                case ASSISTANT -> json(stored).path("tool_calls").isEmpty();
                case SYSTEM, USER, TOOL, TOOL_RESULT -> false;
            });
        }

        List<ToolCall> unanswered(RunId run) {
            List<ToolCall> calls = new ArrayList<>();
            Set<String> answered = new HashSet<>();
            for (StoredLine stored : of(run)) {
                JsonNode json = json(stored);
                calls.addAll(MessageJson.calls(json.path("tool_calls")));
                if (stored.line().role() == Role.TOOL_RESULT)
                    answered.add(json.path("tool_call_id").asString(""));
            }
            return calls.stream().filter(call -> !answered.contains(call.id())).toList();
        }

        /** The words of the run's last assistant line that has any. */
        String lastWords(RunId run) {
            return of(run).reversed().stream()
                    .filter(stored -> stored.line().role() == Role.ASSISTANT)
                    .map(stored -> json(stored).path("content").asString(""))
                    .filter(words -> !words.isBlank())
                    .findFirst()
                    .orElse("");
        }

        private List<StoredLine> of(RunId run) {
            return lines.stream()
                    .filter(stored -> stored.line().run().equals(Optional.of(run)))
                    .toList();
        }

        private static JsonNode json(StoredLine stored) {
            return Json.parse(stored.line().json());
        }
    }
}
