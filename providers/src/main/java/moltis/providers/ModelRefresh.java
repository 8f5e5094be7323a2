package moltis.providers;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import moltis.core.MoltisException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches model lists when a person's doing gives a reason, never by itself. Providers are asked side by side and each
 * list counts as soon as it is there; a provider that fails keeps the list it had. At most one request to a provider is
 * under way, however many ask for it. Safe for use by many threads.
 */
final class ModelRefresh implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ModelRefresh.class);
    private static final Duration FRESH = Duration.ofHours(6);
    /** What runs on this machine changes from minute to minute and costs nothing to ask. */
    private static final Duration FRESH_LOCAL = Duration.ofSeconds(30);

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration REST_AFTER_FAILURE = Duration.ofMinutes(1);

    private final ModelLister lister;
    private final ModelLists lists;
    private final ProviderHealth health;
    private final Clock clock;
    private final BiConsumer<ProviderAccount, Integer> changed;
    private final Map<String, FutureTask<Void>> running = new ConcurrentHashMap<>();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;
    private final Map<String, Failure> failures = new ConcurrentHashMap<>();

    private record Failure(Instant at, MoltisException why) {}

    /** @param changed told of each list that differs from the one before, with its length */
    ModelRefresh(
            ModelLister lister,
            ModelLists lists,
            ProviderHealth health,
            Clock clock,
            BiConsumer<ProviderAccount, Integer> changed) {
        this.lister = lister;
        this.lists = lists;
        this.health = health;
        this.clock = clock;
        this.changed = changed;
    }

    /** Starts to fetch the lists that are missing or old. Returns at once. */
    List<FutureTask<Void>> startIfStale(Collection<ProviderAccount> accounts) {
        List<FutureTask<Void>> started = new ArrayList<>();
        for (ProviderAccount account : accounts) {
            if (askable(account) && stale(account) && !resting(account)) started.add(start(account));
        }
        return started;
    }

    /** Starts to fetch the lists, old or not. Returns at once. */
    List<FutureTask<Void>> startAll(Collection<ProviderAccount> accounts) {
        return accounts.stream().filter(ModelRefresh::askable).map(this::start).toList();
    }

    /** Whether this account's list was never fetched, so that models may be missing. */
    boolean neverListed(ProviderAccount account) {
        return askable(account) && lists.of(account).isEmpty();
    }

    /** Waits until all have ended, well or badly, but no longer than {@code most}. */
    static void await(List<FutureTask<Void>> tasks, Duration most) throws InterruptedException {
        long deadline = System.nanoTime() + most.toNanos();
        for (FutureTask<Void> task : tasks) {
            try {
                task.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                return;
            } catch (ExecutionException e) {
                LOG.atError().setCause(e.getCause()).log("a model list was fetched but could not be read");
            }
        }
    }

    /** Forgets that the provider failed, so that it may be asked at once. */
    void forgive(String provider) {
        failures.remove(provider);
    }

    /** Why the provider's list could not be fetched the last time, if it could not. */
    Optional<MoltisException> failure(String provider) {
        return Optional.ofNullable(failures.get(provider)).map(Failure::why);
    }

    /** Takes a list that was fetched for another reason. */
    void keep(ProviderAccount account, List<ListedModel> models) {
        lists.put(account, models, clock.instant());
    }

    private static boolean askable(ProviderAccount account) {
        return account.connected() && account.settings().fetchModels() && ModelLister.canList(account);
    }

    private boolean stale(ProviderAccount account) {
        Duration fresh = account.local() ? FRESH_LOCAL : FRESH;
        return lists.of(account)
                .filter(list -> list.at().plus(fresh).isAfter(clock.instant()))
                .isEmpty();
    }

    private boolean resting(ProviderAccount account) {
        Failure failure = failures.get(account.name());
        return failure != null && failure.at().plus(REST_AFTER_FAILURE).isAfter(clock.instant());
    }

    /** Stops what is under way and returns when it has stopped; nothing is fetched after that. */
    @Override
    public void close() {
        closed = true;
        for (Thread thread : List.copyOf(threads)) thread.interrupt();
        try {
            for (Thread thread : List.copyOf(threads)) thread.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private FutureTask<Void> start(ProviderAccount account) {
        String key = account.name() + " " + account.baseUrl().orElse("");
        FutureTask<Void> mine = new FutureTask<>(() -> {
            try {
                if (!closed) fetch(account);
            } finally {
                running.remove(key);
                threads.remove(Thread.currentThread());
            }
            return null;
        });
        FutureTask<Void> other = running.putIfAbsent(key, mine);
        if (other != null) return other;
        Thread thread = Thread.ofVirtual().name("models-" + account.name()).unstarted(mine);
        threads.add(thread);
        thread.start();
        return mine;
    }

    private void fetch(ProviderAccount account) throws InterruptedException {
        try {
            List<ListedModel> models = lister.list(account);
            boolean news = lists.of(account)
                    .filter(before -> before.models().equals(models))
                    .isEmpty();
            lists.put(account, models, clock.instant());
            if (failures.remove(account.name()) != null) health.forget(account.name());
            if (news) changed.accept(account, models.size());
        } catch (MoltisException e) {
            failures.put(account.name(), new Failure(clock.instant(), e));
            health.failed(account.name(), e);
            LOG.atDebug()
                    .addKeyValue("provider", account.name())
                    .addKeyValue("code", e.code())
                    .log("the model list could not be fetched");
        }
    }
}
