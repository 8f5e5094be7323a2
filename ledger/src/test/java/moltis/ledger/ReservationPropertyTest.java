package moltis.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import moltis.core.model.CallContext;
import moltis.core.model.Usage;
import moltis.ledger.SqliteCalls.Reservation;
import moltis.storage.Database;
import moltis.storage.StorageSettings;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ReservationPropertyTest {

    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
    private static final int CALLERS = 6;
    private static final int CALLS = 12;

    /**
     * Callers that reserve, and then succeed for at most the estimate, fail, or die, all at the same time, never have more
     * than the limit set aside and spent together.
     */
    @Property(tries = 15)
    void never_more_is_set_aside_than_the_budget_has(
            @ForAll @IntRange(min = 0, max = 5_000) int limit, @ForAll long seed) throws Exception {
        Path directory = Files.createTempDirectory("ledger");
        try (var database = Database.open(directory, StorageSettings.DEFAULT);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = new SqliteCalls(database);
            var budget = new Budget(Budget.Scope.ALL, Budget.Period.DAY, limit);
            List<Limit> limits =
                    Limit.binding(List.of(budget), Optional.empty(), Optional.empty(), NOW, ZoneOffset.UTC);
            List<Callable<List<Long>>> callers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                var random = new Random(seed + i);
                callers.add(() -> caller(calls, limits, random));
            }

            List<Long> seen = new ArrayList<>();
            for (Future<List<Long>> caller : threads.invokeAll(callers)) seen.addAll(caller.get());

            assertThat(seen).allSatisfy(spent -> assertThat(spent).isBetween(0L, (long) limit));
            assertThat(calls.standing(limits.getFirst()).spent()).isEqualTo(charged(database));
            calls.release();
            assertThat(calls.standing(limits.getFirst()).spent()).isEqualTo(charged(database));
            assertThat(calls.standing(limits.getFirst()).spent()).isBetween(0L, (long) limit);
            assertThat(calls.release()).isZero();
        } finally {
            delete(directory);
        }
    }

    private static long charged(Database database) {
        return database.read(sql -> sql.first(
                        "SELECT coalesce(sum(charged), 0) AS spent FROM model_calls", row -> row.number("spent")))
                .orElseThrow();
    }

    private static List<Long> caller(SqliteCalls calls, List<Limit> limits, Random random) {
        List<Long> seen = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            long estimate = random.nextInt(1_500);
            var call = new Call(CallContext.NONE, "acme", TestLedger.PRICED, NOW);
            if (calls.reserve(call, estimate, limits, false) instanceof Reservation.Made(var id)) {
                seen.add(calls.standing(limits.getFirst()).spent());
                int fate = random.nextInt(4);
                if (fate == 0) continue; // died
                long cost = fate == 1 ? 0 : random.nextLong(estimate + 1);
                calls.settle(call, id, outcome(fate == 1 ? Call.End.FAILED : Call.End.ANSWERED, cost), limits, 80);
            }
            seen.add(calls.standing(limits.getFirst()).spent());
        }
        return seen;
    }

    private static Call.Outcome outcome(Call.End end, long cost) {
        return new Call.Outcome(
                end,
                Optional.of(TestLedger.PRICED),
                Optional.empty(),
                Usage.NONE,
                false,
                Optional.of(cost),
                Optional.empty(),
                Duration.ZERO,
                Optional.empty());
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
