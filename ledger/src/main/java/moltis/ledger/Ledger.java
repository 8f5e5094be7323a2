package moltis.ledger;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import moltis.core.event.EventBus;
import moltis.core.event.Questions;
import moltis.core.model.ChatModel;
import moltis.core.model.ModelCard;
import moltis.core.model.ModelMeter;
import moltis.core.session.SessionKey;
import moltis.storage.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What models were asked, what that cost, and the budgets that bound it: the one door of this module. */
public final class Ledger implements ModelMeter {

    private static final Logger log = LoggerFactory.getLogger(Ledger.class);

    private final SqliteCalls calls;
    private final SqliteReports reports;
    private final Prices prices;
    private final Counter counter;
    private final Supplier<LedgerSettings> settings;
    private final Supplier<ZoneId> zone;
    private final Clock clock;

    private Ledger(
            SqliteCalls calls,
            SqliteReports reports,
            Prices prices,
            Counter counter,
            Supplier<LedgerSettings> settings,
            Supplier<ZoneId> zone,
            Clock clock) {
        this.calls = calls;
        this.reports = reports;
        this.prices = prices;
        this.counter = counter;
        this.settings = settings;
        this.zone = zone;
        this.clock = clock;
    }

    /**
     * Reads nothing and starts nothing.
     *
     * @param questions asked when a budget is used up
     * @param zone where the person's days and months begin
     */
    public static Ledger over(
            Database database,
            EventBus events,
            Questions questions,
            Supplier<LedgerSettings> settings,
            Supplier<ZoneId> zone,
            Clock clock) {
        var calls = new SqliteCalls(database);
        var prices = new Prices(settings);
        var purse = new Purse(calls, questions, settings, zone, clock);
        var counter = new Counter(calls, prices, purse, events, settings, clock);
        return new Ledger(calls, new SqliteReports(database), prices, counter, settings, zone, clock);
    }

    /** Gives back what the calls of a dead process had set aside. Call once, before any model is asked. */
    public void recover() {
        int released = calls.release();
        if (released > 0)
            log.atInfo().addKeyValue("calls", released).log("reservations of an earlier process released");
    }

    @Override
    public ChatModel metered(ModelCard card, ChatModel model) {
        return new MeteredModel(card, model, counter);
    }

    /** The day of the person's calendar that it is now. */
    public LocalDate today() {
        return clock.instant().atZone(zone.get()).toLocalDate();
    }

    /** What was used from {@code first} to {@code last}, both included, in the person's calendar. */
    public List<UsageRow> report(Grouping by, LocalDate first, LocalDate last, Optional<SessionKey> session) {
        ZoneId here = zone.get();
        return reports.report(
                by,
                first.atStartOfDay(here).toInstant(),
                last.plusDays(1).atStartOfDay(here).toInstant(),
                here,
                session);
    }

    /** Everything that a session ever used, also after it was emptied. */
    public UsageSum session(SessionKey key) {
        return reports.session(key);
    }

    /** The budgets that bind every call, and those that bind this session's. */
    public List<BudgetState> budgets(Optional<SessionKey> session) {
        Instant now = clock.instant();
        return Limit.binding(settings.get().budgets(), session, Optional.empty(), now, zone.get()).stream()
                .map(calls::standing)
                .map(standing -> new BudgetState(
                        standing.limit().budget(),
                        standing.spent(),
                        standing.allowed(),
                        standing.limit().renews().toInstant()))
                .toList();
    }

    /** The day on which the prices that this version ships with were looked up. */
    public String pricesChecked() {
        return prices.checked();
    }
}
