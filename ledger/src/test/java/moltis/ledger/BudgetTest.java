package moltis.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import moltis.core.ErrorCode;
import moltis.core.ProviderException;
import moltis.core.TurnException;
import moltis.core.event.ChatEvent;
import moltis.core.model.CallContext;
import moltis.core.model.ChatModel;
import moltis.core.model.Completion;
import moltis.core.model.ModelId;
import moltis.core.model.StopReason;
import moltis.core.model.StreamEvent;
import moltis.core.model.Usage;
import moltis.core.session.RunId;
import moltis.core.session.SessionKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BudgetTest {

    private static final long DOLLAR = 1_000_000;
    private static final Usage A_DOLLAR_WORTH = new Usage(500, 500, 0, 0);

    @TempDir
    private Path directory;

    private static Budget day(long limit) {
        return new Budget(Budget.Scope.ALL, Budget.Period.DAY, limit);
    }

    @Test
    void pain_15_twenty_parallel_calls_with_room_for_one_make_one_call() throws Exception {
        try (var books = new TestLedger(directory, day(3 * DOLLAR / 2));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var made = new AtomicInteger();
            var gate = new CountDownLatch(1);
            ChatModel model = books.metered((_, _) -> {
                made.incrementAndGet();
                gate.await(); // the money is set aside, not spent yet
                return new Completion(TestLedger.PRICED, StopReason.END, A_DOLLAR_WORTH);
            });
            List<Callable<String>> calls = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                var request = books.request();
                calls.add(() -> {
                    try {
                        model.stream(request, _ -> {});
                        return "answered";
                    } catch (TurnException e) {
                        if (books.asked.size() == 19) gate.countDown();
                        return e.code().name();
                    }
                });
            }

            List<String> outcomes = new ArrayList<>();
            for (Future<String> outcome : threads.invokeAll(calls)) outcomes.add(outcome.get());

            assertThat(made).hasValue(1);
            assertThat(outcomes).containsOnlyOnce("answered").hasSize(20);
            assertThat(outcomes.stream().filter("BUDGET_REACHED"::equals)).hasSize(19);
            assertThat(books.spent()).isEqualTo(DOLLAR);
        }
    }

    @Test
    void nobody_there_is_an_error_that_says_which_how_much_when_and_where() throws Exception {
        try (var books = new TestLedger(directory, day(DOLLAR / 2))) {
            books.zone = ZoneId.of("Europe/Berlin");
            var made = new AtomicInteger();
            ChatModel model = books.metered((_, _) -> {
                made.incrementAndGet();
                return new Completion(TestLedger.PRICED, StopReason.END, Usage.NONE);
            });

            assertThatThrownBy(() -> model.stream(books.request(), _ -> {}))
                    .asInstanceOf(type(TurnException.class))
                    .satisfies(e -> {
                        assertThat(e.code()).isEqualTo(ErrorCode.BUDGET_REACHED);
                        assertThat(e.sentence())
                                .isEqualTo("The budget for today has no room for this: $0.00 of $0.50 are spent or set"
                                        + " aside, and the next call may cost $1.00.");
                        assertThat(e.hint())
                                .isEqualTo("It renews on 11 March 2026 at 00:00. To spend more, change budget.day in"
                                        + " Settings → Usage, or with `moltis config set`.");
                    });
            assertThat(made).hasValue(0);
        }
    }

    @Test
    void the_person_may_let_one_answer_go_on_whatever_it_costs() throws Exception {
        try (var books = new TestLedger(directory, day(DOLLAR / 2))) {
            books.answer = "once";
            ChatModel model = books.metered(TestLedger.using(A_DOLLAR_WORTH));
            var request = books.request();

            model.stream(request, _ -> {});
            model.stream(request, _ -> {});

            assertThat(books.asked)
                    .as("one question for both calls of the answer")
                    .hasSize(1);
            assertThat(books.spent()).isEqualTo(2 * DOLLAR);
            books.answer = "stop";
            assertThatThrownBy(() -> model.stream(books.request(), _ -> {})).isInstanceOf(TurnException.class);
        }
    }

    @Test
    void the_person_may_add_to_the_budget_of_this_period_and_the_next_one_has_its_usual_size() throws Exception {
        try (var books = new TestLedger(directory, day(DOLLAR / 2))) {
            books.answer = "raise";
            ChatModel model = books.metered(TestLedger.using(A_DOLLAR_WORTH));

            model.stream(books.request(), _ -> {});

            assertThat(books.ledger.budgets(Optional.empty()).getFirst()).satisfies(state -> {
                assertThat(state.spent()).isEqualTo(DOLLAR);
                assertThat(state.allowed()).isEqualTo(DOLLAR);
            });
            books.now = books.now.plusSeconds(86_400);
            assertThat(books.ledger.budgets(Optional.empty()).getFirst().allowed())
                    .isEqualTo(DOLLAR / 2);
        }
    }

    @Test
    void a_day_begins_where_the_person_lives() throws Exception {
        try (var books = new TestLedger(directory, day(3 * DOLLAR / 2))) {
            books.zone = ZoneId.of("Pacific/Auckland");
            books.now = java.time.Instant.parse("2026-03-10T10:59:00Z"); // 23:59 there
            ChatModel model = books.metered(TestLedger.using(A_DOLLAR_WORTH));
            model.stream(books.request(), _ -> {});
            assertThatThrownBy(() -> model.stream(books.request(), _ -> {})).isInstanceOf(TurnException.class);

            books.now = books.now.plusSeconds(60);

            model.stream(books.request(), _ -> {});
            assertThat(books
                            .ledger
                            .report(
                                    Grouping.DAY,
                                    books.ledger.today().minusDays(1),
                                    books.ledger.today(),
                                    Optional.empty())
                            .stream()
                            .map(UsageRow::name))
                    .containsExactly("2026-03-10", "2026-03-11");
        }
    }

    @Test
    void a_session_has_its_own_budget() throws Exception {
        try (var books =
                new TestLedger(directory, new Budget(Budget.Scope.SESSION, Budget.Period.MONTH, 3 * DOLLAR / 2))) {
            ChatModel model = books.metered(TestLedger.using(A_DOLLAR_WORTH));
            model.stream(books.request(), _ -> {});

            model.stream(
                    TestLedger.request(CallContext.of(new SessionKey("session:other"), new RunId("o"), true)), _ -> {});

            assertThatThrownBy(() -> model.stream(books.request(), _ -> {}))
                    .hasMessageStartingWith("The budget for this month of this session has no room");
        }
    }

    @Test
    void an_api_key_has_its_own_budget_and_nobody_is_asked() throws Exception {
        try (var books = new TestLedger(directory, new Budget(Budget.Scope.KEY, Budget.Period.DAY, 3 * DOLLAR / 2))) {
            ChatModel model = books.metered(TestLedger.using(A_DOLLAR_WORTH));
            var program = new CallContext(Optional.empty(), Optional.empty(), Optional.of("key-1"), false);
            model.stream(TestLedger.request(program), _ -> {});

            assertThatThrownBy(() -> model.stream(TestLedger.request(program), _ -> {}))
                    .hasMessageContaining("of this API key");

            model.stream(books.request(), _ -> {});
            assertThat(books.asked).isEmpty();
        }
    }

    @Test
    void at_eighty_percent_the_person_is_told_once() throws Exception {
        try (var books = new TestLedger(directory, day(5 * DOLLAR))) {
            ChatModel model = books.metered(TestLedger.using(A_DOLLAR_WORTH));

            for (int i = 0; i < 5; i++) model.stream(books.request(), _ -> {});

            assertThat(books.notices.stream().map(ChatEvent.Notice::message))
                    .containsExactly("$4.00 of $5.00 of the budget for today are spent. When it is used up, you will be"
                            + " asked.");
        }
    }

    @Test
    void what_a_provider_refused_costs_nothing_and_frees_what_was_set_aside() {
        try (var books = new TestLedger(directory, day(3 * DOLLAR / 2))) {
            ChatModel model = books.metered((_, _) -> {
                throw new ProviderException(ErrorCode.PROVIDER_FAILED, "acme", "no", "");
            });

            for (int i = 0; i < 3; i++)
                assertThatThrownBy(() -> model.stream(books.request(), _ -> {})).isInstanceOf(ProviderException.class);

            assertThat(books.spent()).isZero();
            assertThat(books.total().failed()).isEqualTo(3);
        }
    }

    @Test
    void an_answer_that_was_stopped_half_way_is_counted_by_what_had_come() {
        try (var books = new TestLedger(directory, day(5 * DOLLAR))) {
            ChatModel model = books.metered((_, sink) -> {
                sink.accept(new StreamEvent.Text("y".repeat(300)));
                throw new InterruptedException();
            });

            assertThatThrownBy(() -> model.stream(books.request(), _ -> {})).isInstanceOf(InterruptedException.class);

            assertThat(books.total().tokens()).isEqualTo(new Usage(500, 100, 0, 0));
            assertThat(books.spent()).isEqualTo(600_000);
        }
    }

    @Test
    void what_a_dead_process_had_set_aside_is_given_back() throws Exception {
        try (var books = new TestLedger(directory, day(3 * DOLLAR / 2))) {
            var begun = new CountDownLatch(1);
            ChatModel model = books.metered((_, _) -> {
                begun.countDown();
                new CountDownLatch(1).await();
                throw new AssertionError();
            });
            var request = books.request();
            Thread dying = Thread.ofVirtual().start(() -> {
                try {
                    model.stream(request, _ -> {});
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            begun.await();
            assertThat(books.spent()).isEqualTo(DOLLAR);

            books.restart();

            assertThat(books.spent()).isZero();
            books.metered(TestLedger.using(A_DOLLAR_WORTH)).stream(books.request(), _ -> {});
            assertThat(books.spent()).isEqualTo(DOLLAR);
            assertThat(dying.isAlive()).isTrue();
        }
    }

    @Test
    void an_unknown_price_is_not_zero_and_no_budget_lets_it_pass_unasked() throws Exception {
        var unknown = new ModelId("acme", "mystery");
        try (var books = new TestLedger(directory, day(DOLLAR))) {
            ChatModel model = books.ledger.metered(
                    TestLedger.card(unknown, false),
                    (_, _) -> new Completion(unknown, StopReason.END, new Usage(10, 20, 0, 0, 5)));

            assertThatThrownBy(() -> model.stream(books.request(), _ -> {}))
                    .hasMessage("Nobody knows what acme::mystery costs, so no budget can hold it.");
            books.answer = "once";
            model.stream(books.request(), _ -> {});

            assertThat(books.total()).isEqualTo(new UsageSum(1, 0, new Usage(10, 20, 0, 0, 5), 0, 1));
        }
    }

    @Test
    void a_model_of_this_machine_is_free_and_goes_on_when_the_budget_is_used_up() throws Exception {
        var here = new ModelId("ollama", "small");
        try (var books = new TestLedger(directory, day(0))) {
            ChatModel model = books.ledger.metered(
                    TestLedger.card(here, true), (_, _) -> new Completion(here, StopReason.END, A_DOLLAR_WORTH));

            model.stream(books.request(), _ -> {});

            assertThat(books.asked).isEmpty();
            assertThat(books.total()).isEqualTo(new UsageSum(1, 0, A_DOLLAR_WORTH, 0, 0));
        }
    }
}
