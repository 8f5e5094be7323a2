package moltis.providers;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import moltis.core.ErrorCode;
import moltis.core.MoltisException;
import moltis.core.ProviderException;
import moltis.core.json.Json;
import moltis.core.model.Capability;
import moltis.core.model.ModelCard;
import moltis.providers.Registry.Registered;
import moltis.providers.table.AuthType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tries which models answer. One run at a time. What a provider lists is believed and costs nothing; only what it doesn't
 * list is asked for one token. A provider that asks us to wait is left alone for a while, the others go on.
 */
final class ModelDetection {

    static final Duration LISTS = Duration.ofSeconds(20);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final ProviderAccounts accounts;
    private final ModelCatalog catalog;
    private final ModelLists lists;
    private final ModelFlags flags;
    private final ModelRefresh refresh;
    private final ModelCatalog.Models models;
    private final ProviderEvents events;
    private final Clock clock;
    private final ReentrantLock oneRun = new ReentrantLock();
    private final AtomicReference<@Nullable Thread> running = new AtomicReference<>();

    ModelDetection(
            ProviderAccounts accounts,
            ModelCatalog catalog,
            ModelLists lists,
            ModelFlags flags,
            ModelRefresh refresh,
            ModelCatalog.Models models,
            ProviderEvents events,
            Clock clock) {
        this.accounts = accounts;
        this.catalog = catalog;
        this.lists = lists;
        this.flags = flags;
        this.refresh = refresh;
        this.models = models;
        this.events = events;
        this.clock = clock;
    }

    private enum Status {
        SUPPORTED("supported"),
        UNSUPPORTED("unsupported"),
        ERROR("error");

        private final String wireName;

        Status(String wireName) {
            this.wireName = wireName;
        }
    }

    private record Outcome(ModelCard card, Status status, Optional<MoltisException> why) {}

    DetectSummary run(DetectRequest request) throws InterruptedException {
        if (request.background()) {
            if (!oneRun.tryLock()) return DetectSummary.skipped(request);
        } else {
            oneRun.lockInterruptibly();
        }
        try {
            running.set(Thread.currentThread());
            return new Run(request).go();
        } finally {
            running.set(null);
            oneRun.unlock();
        }
    }

    boolean cancel() {
        Thread thread = running.get();
        if (thread == null) return false;
        thread.interrupt();
        return true;
    }

    /** One run and what it has counted so far. */
    private final class Run {

        private final DetectRequest request;
        private final Semaphore all;
        private final Map<String, Semaphore> byProvider = new HashMap<>();
        private final Map<String, Pause> pauses = new HashMap<>();
        private final List<Outcome> outcomes = new ArrayList<>();
        private int total;
        private int flagged;
        private int cleared;

        Run(DetectRequest request) {
            this.request = request;
            this.all = new Semaphore(request.maxParallel());
        }

        DetectSummary go() {
            boolean cancelled = false;
            try {
                Collection<ProviderAccount> asked = accounts.all().stream()
                        .filter(account ->
                                request.provider().map(account.name()::equals).orElse(true))
                        .toList();
                ModelRefresh.await(refresh.startAll(asked), LISTS);
                tell("catalog");
                probeAll();
            } catch (InterruptedException e) {
                cancelled = true;
            }
            DetectSummary summary = summary(cancelled);
            events.models(
                    payload(cancelled ? "cancelled" : "complete").set("summary", Json.MAPPER.valueToTree(summary)));
            return summary;
        }

        private void probeAll() throws InterruptedException {
            List<Registered> candidates = catalog.registry().all().stream()
                    .filter(model -> request.provider()
                            .map(model.card().provider()::equals)
                            .orElse(true))
                    .filter(model ->
                            !flags.read().disabled().contains(model.card().id().toString()))
                    .toList();
            total = candidates.size();
            for (Registered model : candidates) {
                byProvider.computeIfAbsent(
                        model.card().provider(), _ -> new Semaphore(request.maxParallelPerProvider()));
                pauses.computeIfAbsent(model.card().provider(), _ -> new Pause());
            }
            tell("start");
            List<Future<Void>> probes = new ArrayList<>();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                try {
                    for (Registered model : candidates) probes.add(threads.submit(probe(model)));
                    for (Future<Void> probe : probes) probe.get();
                } catch (ExecutionException e) {
                    throw new IllegalStateException(e.getCause());
                } finally {
                    probes.forEach(probe -> probe.cancel(true));
                }
            }
        }

        private Callable<Void> probe(Registered model) {
            return () -> {
                String provider = model.card().provider();
                Semaphore own = byProvider.getOrDefault(provider, all);
                own.acquire();
                try {
                    all.acquire();
                    try {
                        settle(outcome(model));
                    } finally {
                        all.release();
                    }
                } finally {
                    own.release();
                }
                return null;
            };
        }

        private Outcome outcome(Registered model) throws InterruptedException {
            ModelCard card = model.card();
            Pause pause = pauses.getOrDefault(card.provider(), new Pause());
            long left = pause.left();
            if (left > 0) {
                return new Outcome(
                        card,
                        Status.ERROR,
                        Optional.of(new ProviderException(
                                ErrorCode.PROVIDER_RATE_LIMITED,
                                card.provider(),
                                "probe skipped due provider backoff (" + left + "ms remaining)",
                                "")));
            }
            if (model.account().row().auth() == AuthType.LOCAL || listed(model)) {
                return new Outcome(card, Status.SUPPORTED, Optional.empty());
            }
            Optional<MoltisException> dead = deadProvider(model.account());
            if (dead.isPresent()) return new Outcome(card, Status.ERROR, dead);
            try {
                Probe.ask(
                        models.open(model),
                        card.provider(),
                        card.can(Capability.REASONING),
                        model.account().settings().probeTimeout());
                pause.end();
                return new Outcome(card, Status.SUPPORTED, Optional.empty());
            } catch (ProviderException e) {
                if (e.code() == ErrorCode.PROVIDER_RATE_LIMITED) pause.grow();
                else pause.end();
                boolean never = e.code() == ErrorCode.MODEL_UNSUPPORTED;
                return new Outcome(card, never ? Status.UNSUPPORTED : Status.ERROR, Optional.of(e));
            }
        }

        private boolean listed(Registered model) {
            if (refresh.failure(model.account().name()).isPresent()) return false;
            return lists.of(model.account())
                    .filter(list -> list.models().stream()
                            .anyMatch(listed ->
                                    listed.id().equals(model.card().id().name())))
                    .isPresent();
        }

        /** A list that was just refused, or a server that wasn't there, says enough about every model. */
        private Optional<MoltisException> deadProvider(ProviderAccount account) {
            return refresh.failure(account.name())
                    .filter(why -> why.code() == ErrorCode.KEY_REJECTED
                            || why.code() == ErrorCode.CREDENTIAL_REFUSED
                            || why.code() == ErrorCode.UNREACHABLE);
        }

        private synchronized void settle(Outcome outcome) {
            String id = outcome.card().id().toString();
            switch (outcome.status()) {
                case SUPPORTED -> {
                    if (flags.clearUnsupported(id)) {
                        cleared++;
                        events.supported(id);
                    }
                }
                case UNSUPPORTED -> {
                    String detail = outcome.why().map(MoltisException::sentence).orElse("");
                    flagged++;
                    events.unsupported(
                            id, flags.markUnsupported(id, detail, outcome.card().provider()));
                }
                case ERROR -> {}
            }
            outcomes.add(outcome);
            tell("progress");
        }

        private void tell(String phase) {
            ObjectNode payload = payload(phase);
            if (phase.equals("start")) payload.put("maxParallelPerProvider", request.maxParallelPerProvider());
            if (!phase.equals("catalog")) {
                payload.put("total", total)
                        .put("checked", outcomes.size())
                        .put("supported", count(Status.SUPPORTED))
                        .put("unsupported", count(Status.UNSUPPORTED))
                        .put("errors", count(Status.ERROR));
            }
            events.models(payload);
        }

        private ObjectNode payload(String phase) {
            return Json.object()
                    .put("phase", phase)
                    .put("background", request.background())
                    .put("reason", request.reason())
                    .put("provider", request.provider().orElse(null));
        }

        private int count(Status status) {
            return (int) outcomes.stream()
                    .filter(outcome -> outcome.status() == status)
                    .count();
        }

        private synchronized DetectSummary summary(boolean cancelled) {
            return new DetectSummary(
                    true,
                    cancelled,
                    Probe.WORD,
                    request.background(),
                    request.reason(),
                    request.provider(),
                    request.maxParallel(),
                    request.maxParallelPerProvider(),
                    total,
                    outcomes.size(),
                    count(Status.SUPPORTED),
                    count(Status.UNSUPPORTED),
                    flagged,
                    cleared,
                    count(Status.ERROR),
                    named(Status.SUPPORTED),
                    named(Status.UNSUPPORTED),
                    named(Status.ERROR),
                    outcomes.stream().map(Run::result).toList(),
                    Optional.empty(),
                    Optional.empty());
        }

        private Map<String, List<DetectSummary.Named>> named(Status status) {
            Map<String, List<DetectSummary.Named>> named = new TreeMap<>();
            for (Outcome outcome : outcomes) {
                if (outcome.status() != status) continue;
                ModelCard card = outcome.card();
                named.computeIfAbsent(card.provider(), _ -> new ArrayList<>())
                        .add(new DetectSummary.Named(card.id().toString(), card.displayName()));
            }
            // In whatever order the answers came, the summary reads the same.
            named.values().forEach(models -> models.sort(Comparator.comparing(DetectSummary.Named::modelId)));
            return named;
        }

        private static DetectSummary.Result result(Outcome outcome) {
            return new DetectSummary.Result(
                    outcome.card().id().toString(),
                    outcome.card().displayName(),
                    outcome.card().provider(),
                    outcome.status().wireName,
                    outcome.why().map(MoltisException::sentence));
        }
    }

    /** How long a provider that counts our requests is left alone: one second, then twice as long each time. */
    private final class Pause {

        private Duration length = Duration.ZERO;
        private Instant until = Instant.MIN;

        synchronized long left() {
            return until.equals(Instant.MIN)
                    ? 0
                    : Duration.between(clock.instant(), until).toMillis();
        }

        synchronized void grow() {
            Duration twice = length.isZero() ? FIRST_PAUSE : length.multipliedBy(2);
            length = twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
            until = clock.instant().plus(length);
        }

        synchronized void end() {
            length = Duration.ZERO;
            until = Instant.MIN;
        }
    }
}
