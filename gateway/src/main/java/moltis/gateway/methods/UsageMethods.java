package moltis.gateway.methods;

import com.fasterxml.jackson.annotation.JsonAlias;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import moltis.core.RequestException;
import moltis.core.session.SessionKey;
import moltis.gateway.rpc.RpcMethod;
import moltis.ledger.BudgetState;
import moltis.ledger.Grouping;
import moltis.ledger.Ledger;
import moltis.ledger.UsageRow;
import moltis.ledger.UsageSum;
import org.jspecify.annotations.Nullable;

/** What the models were asked and what that cost. Money is in dollars; what has no known price is counted apart, never as 0. */
public final class UsageMethods {

    private static final String CURRENCY = "USD";
    private static final double MICRO = 1_000_000;
    private static final LocalDate BEGINNING = LocalDate.EPOCH;
    private static final int USUAL_DAYS = 30;
    private static final int MOST_DAYS = 3_660;

    private final Ledger ledger;

    public UsageMethods(Ledger ledger) {
        this.ledger = ledger;
    }

    public List<RpcMethod<?, ?>> methods() {
        return List.of(
                RpcMethod.read("usage.status", OfSession.class, Status.class, (params, _) -> status(params)),
                RpcMethod.read("usage.cost", OfSession.class, Cost.class, (params, _) -> cost(params)),
                RpcMethod.read("usage.report", Wanted.class, Report.class, (params, _) -> report(params)));
    }

    /** @param sessionKey only this session; absent means all */
    public record OfSession(
            @JsonAlias({"session_key", "_session_key"}) @Nullable String sessionKey) {

        Optional<SessionKey> session() {
            return Optional.ofNullable(sessionKey).map(Required::key);
        }
    }

    /**
     * @param totalCost of the calls with a known price
     * @param unknownPriced how many calls have none
     * @param pricesChecked the day on which the built-in prices were looked up
     */
    public record Status(
            double totalCost,
            long requests,
            long unknownPriced,
            String currency,
            Sum total,
            Sum today,
            Sum month,
            List<BudgetView> budgets,
            String pricesChecked) {}

    public record Cost(double cost, long unknownPriced, String currency) {}

    /** @param by {@code day}, {@code model}, {@code provider} or {@code session}; @param days how many, today included */
    public record Wanted(
            @Nullable String by,
            @Nullable Integer days,

            @JsonAlias({"session_key", "_session_key"}) @Nullable String sessionKey) {}

    public record Report(String by, String first, String last, String currency, List<Row> rows) {}

    public record Row(String name, Sum sum) {}

    public record Sum(
            long requests,
            long failed,
            long inputTokens,
            long outputTokens,
            long cacheReadTokens,
            long cacheWriteTokens,
            long reasoningTokens,
            double cost,
            long unknownPriced,
            double cacheHitRate) {

        static Sum of(UsageSum sum) {
            return new Sum(
                    sum.calls(),
                    sum.failed(),
                    sum.tokens().input(),
                    sum.tokens().output(),
                    sum.tokens().cacheRead(),
                    sum.tokens().cacheWrite(),
                    sum.tokens().reasoning(),
                    sum.cost() / MICRO,
                    sum.unknown(),
                    sum.cacheHitRate());
        }
    }

    /** @param scope {@code all}, {@code session} or {@code key}; @param setting the key of the configuration that sets it */
    public record BudgetView(String scope, String period, double spent, double limit, long renewsAt, String setting) {

        static BudgetView of(BudgetState state) {
            return new BudgetView(
                    state.budget().scope().name().toLowerCase(Locale.ROOT),
                    state.budget().period().name().toLowerCase(Locale.ROOT),
                    state.spent() / MICRO,
                    state.allowed() / MICRO,
                    state.renewsAt().toEpochMilli(),
                    state.budget().setting());
        }
    }

    private Status status(OfSession params) {
        LocalDate today = ledger.today();
        Optional<SessionKey> session = params.session();
        UsageSum total = sum(BEGINNING, today, session);
        return new Status(
                total.cost() / MICRO,
                total.calls(),
                total.unknown(),
                CURRENCY,
                Sum.of(total),
                Sum.of(sum(today, today, session)),
                Sum.of(sum(today.withDayOfMonth(1), today, session)),
                ledger.budgets(session).stream().map(BudgetView::of).toList(),
                ledger.pricesChecked());
    }

    private Cost cost(OfSession params) {
        UsageSum sum = sum(BEGINNING, ledger.today(), params.session());
        return new Cost(sum.cost() / MICRO, sum.unknown(), CURRENCY);
    }

    private Report report(Wanted params) {
        String by = params.by() == null ? Grouping.DAY.wireName() : params.by();
        Grouping grouping = Grouping.parse(by)
                .orElseThrow(() -> RequestException.invalid("'by' is day, model, provider or session"));
        int days = params.days() == null ? USUAL_DAYS : params.days();
        if (days < 1 || days > MOST_DAYS) throw RequestException.invalid("'days' is a number from 1 to " + MOST_DAYS);
        LocalDate last = ledger.today();
        LocalDate first = last.minusDays(days - 1L);
        Optional<SessionKey> session = Optional.ofNullable(params.sessionKey()).map(Required::key);
        List<UsageRow> rows = ledger.report(grouping, first, last, session);
        return new Report(
                by,
                first.toString(),
                last.toString(),
                CURRENCY,
                rows.stream().map(row -> new Row(row.name(), Sum.of(row.sum()))).toList());
    }

    private UsageSum sum(LocalDate first, LocalDate last, Optional<SessionKey> session) {
        if (session.isPresent() && first.equals(BEGINNING)) return ledger.session(session.get());
        return ledger.report(Grouping.PROVIDER, first, last, session).stream()
                .map(UsageRow::sum)
                .reduce(UsageSum.NONE, UsageSum::plus);
    }
}
