package moltis.agent;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import moltis.core.ErrorCode;
import moltis.core.MoltisException;
import moltis.core.RequestException;
import moltis.core.event.ChatErrors;
import moltis.core.event.ChatEvent;
import moltis.core.model.ModelCard;
import moltis.core.model.OpenedModel;
import moltis.core.model.Usage;
import moltis.core.session.Session;
import moltis.core.session.SessionKey;
import moltis.core.session.StoredLine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shortens conversations for the model: a summary takes the place of the older part. Adds one line to the transcript and
 * takes none away.
 */
final class Compactor {

    private static final Logger log = LoggerFactory.getLogger(Compactor.class);
    private static final int WORTH_IT = 10;
    private static final String HINT = "chat.compaction decides how and when this happens.";

    private final Set<SessionKey> working = ConcurrentHashMap.newKeySet();
    private final ChatPorts ports;
    private final TurnPlanner planner;
    private final Histories histories;
    private final Clock clock;

    Compactor(ChatPorts ports, TurnPlanner planner, Histories histories, Clock clock) {
        this.ports = ports;
        this.planner = planner;
        this.histories = histories;
        this.clock = clock;
    }

    private record Summed(CompactionSettings.Mode mode, String text, Usage usage) {}

    /**
     * Shortens a session because a person wants it.
     *
     * @throws MoltisException if there is nothing to shorten, or a model that must sum up fails
     */
    void compact(SessionKey key) throws InterruptedException {
        if (!working.add(key))
            throw new RequestException(ErrorCode.CONFLICT, "The session is being compacted.", "Wait.");
        try {
            Optional<Session> session = ports.sessions().find(key);
            planner.prepare(Optional.empty(), session);
            Optional<OpenedModel> model = model(session);
            int window = ContextBudget.window(
                    model.map(OpenedModel::card).map(ModelCard::contextTokens).orElse(0));
            List<StoredLine> lines = ports.transcripts().read(key);
            CompactionCut cut = newest(lines, window)
                    .or(() -> CompactionCut.everything(lines, histories.reader()))
                    .orElseThrow(() -> RequestException.invalid("nothing to compact"));
            keep(key, cut, sum(key, cut, model, () -> {}), window);
            ports.sessions().touch(key);
        } finally {
            working.remove(key);
        }
    }

    /**
     * What a turn goes on with: its history, or a shorter one where that would hardly fit. A failure is told and costs
     * nothing else.
     *
     * @param end the turn's first line
     */
    History beforeTurn(Turn turn, TurnPlan plan, long end) throws InterruptedException {
        SendRequest request = turn.request();
        if (request.ephemeral() || request.audience() != Audience.OWNER) return plan.history();
        int window = ContextBudget.window(plan.model().card().contextTokens());
        long next = ContextBudget.fixed(plan) + plan.history().tokens();
        if (next < threshold(window, plan.limits())) return plan.history();
        List<StoredLine> lines = ports.transcripts().before(turn.session(), end, Integer.MAX_VALUE);
        Optional<CompactionCut> cut = newest(lines, window);
        // A summary that saves next to nothing would be written anew in every turn.
        if (cut.isEmpty() || cut.get().tokens() < window / WORTH_IT || !working.add(turn.session()))
            return plan.history();
        try {
            turn.tell(ChatEvent.AutoCompact.started(turn.run(), lines.size(), next, window));
            Summed summed = sum(turn.session(), cut.get(), Optional.of(plan.model()), turn::moved);
            var mark = new CompactionMark(
                    summed.mode(), cut.get().head(), cut.get().from(), summed.text());
            History shorter = histories.of(lines, mark);
            turn.commit(() -> {
                ports.transcripts().append(turn.session(), List.of(mark.line(clock.instant())));
                return List.of();
            });
            tell(turn.session(), summed, shorter, window);
            turn.tell(ChatEvent.AutoCompact.done(turn.run()));
            return shorter;
        } catch (MoltisException e) {
            turn.tell(ChatEvent.AutoCompact.failed(turn.run(), ChatErrors.of(e).detail()));
            return plan.history();
        } finally {
            working.remove(turn.session());
        }
    }

    /** The older part would be left out from {@code overflowPercent} on, whatever the settings of this say. */
    private long threshold(int window, LoopLimits limits) {
        double share = Math.min(settings().threshold(), limits.overflowPercent() / 100.0);
        return Math.round(window * share);
    }

    private Optional<CompactionCut> newest(List<StoredLine> lines, int window) {
        return settings().mode().keepsNewest()
                ? CompactionCut.keepingNewest(lines, histories.reader(), settings(), window)
                : CompactionCut.everything(lines, histories.reader());
    }

    private Summed sum(SessionKey key, CompactionCut cut, Optional<OpenedModel> own, Runnable alive)
            throws InterruptedException {
        CompactionSettings.Mode mode = settings().mode();
        if (mode.asksModel()) {
            try {
                Optional<OpenedModel> model = writer(own);
                if (model.isPresent()) {
                    ModelSummary.Summary summary = new ModelSummary(key, model.get(), settings()).of(cut, alive);
                    return new Summed(mode, summary.text(), summary.usage());
                }
            } catch (MoltisException e) {
                if (mode == CompactionSettings.Mode.LLM_REPLACE) throw e;
                log.atInfo().addKeyValue("code", e.code()).log("no summary by the model; an outline takes its place");
            }
        }
        return new Summed(mode.withoutModel(), OutlineSummary.of(cut), Usage.NONE);
    }

    /** Who sums up: nobody where the only model is so small that an outline says more. */
    private Optional<OpenedModel> writer(Optional<OpenedModel> own) {
        Optional<String> chosen = settings().summaryModel();
        return chosen.isPresent()
                ? Optional.of(planner.model(chosen, Optional.empty()))
                : own.filter(it -> !PromptBuilder.smallWindow(it.card()));
    }

    private void keep(SessionKey key, CompactionCut cut, Summed summed, int window) {
        var mark = new CompactionMark(summed.mode(), cut.head(), cut.from(), summed.text());
        ports.transcripts().append(key, List.of(mark.line(clock.instant())));
        histories.forget(key);
        tell(key, summed, histories.before(key, ports.transcripts().count(key), Audience.OWNER), window);
    }

    private void tell(SessionKey key, Summed summed, History now, int window) {
        ports.events()
                .publish(new ChatEvent.Compacted(
                        key,
                        now.messages().size(),
                        now.tokens(),
                        window,
                        summed.mode().wireName(),
                        summed.usage(),
                        settings().showSettingsHint() ? HINT : null));
    }

    private Optional<OpenedModel> model(Optional<Session> session) {
        try {
            return Optional.of(planner.model(Optional.empty(), session));
        } catch (MoltisException none) {
            return Optional.empty();
        }
    }

    private CompactionSettings settings() {
        return planner.settings().compaction();
    }
}
