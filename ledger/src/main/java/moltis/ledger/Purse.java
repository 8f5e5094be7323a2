package moltis.ledger;

import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import moltis.core.ErrorCode;
import moltis.core.TurnException;
import moltis.core.event.Question;
import moltis.core.event.Questions;
import moltis.core.model.CallContext;
import moltis.core.model.ChatRequest;
import moltis.core.session.RunId;
import moltis.ledger.SqliteCalls.Reservation;
import moltis.ledger.SqliteCalls.Standing;

/** Sets money aside before a call is made. When there is none left, the turn is parked and the person is asked. */
final class Purse {

    private static final String ONCE = "once";
    private static final String RAISE = "raise";
    private static final Question.Choice ALLOW_ONCE = new Question.Choice(ONCE, "Allow this answer");
    private static final Question.Choice STOP = new Question.Choice("stop", "Stop");
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("d MMMM yyyy 'at' HH:mm", Locale.ENGLISH);
    private static final long CENT = 10_000;
    private static final int REMEMBERED = 1_000;

    private final SqliteCalls calls;
    private final Questions questions;
    private final Supplier<LedgerSettings> settings;
    private final Supplier<ZoneId> zone;
    private final Clock clock;

    /** Turns that the person let go on whatever they cost. */
    private final Set<RunId> allowed = Collections.newSetFromMap(Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<RunId, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    }));

    Purse(
            SqliteCalls calls,
            Questions questions,
            Supplier<LedgerSettings> settings,
            Supplier<ZoneId> zone,
            Clock clock) {
        this.calls = calls;
        this.questions = questions;
        this.settings = settings;
        this.zone = zone;
        this.clock = clock;
    }

    /**
     * Reserves what a call will cost; waits for the person where a budget is used up.
     *
     * @return the reservation; empty when no budget concerns the call
     * @throws TurnException {@code BUDGET_REACHED} if the call must not be made
     */
    OptionalLong take(Call call, ChatRequest request, Optional<Price> price) throws InterruptedException {
        boolean free = price.filter(Price::isFree).isPresent();
        if (free || limits(call.context()).isEmpty()) return OptionalLong.empty();
        if (price.isEmpty() && !isAllowed(call.context())) askAboutUnknownPrice(call);
        long estimate = price.map(known -> known.worst(Estimate.input(request), Estimate.output(request)))
                .orElse(0L);
        while (true) {
            Reservation made = calls.reserve(call, estimate, limits(call.context()), isAllowed(call.context()));
            switch (made) {
                case Reservation.Made(var id) -> {
                    return OptionalLong.of(id);
                }
                case Reservation.Refused(var budget) -> askForMore(call.context(), budget, estimate);
            }
        }
    }

    /** The limits that bind a call now. */
    List<Limit> limits(CallContext context) {
        List<Budget> budgets = settings.get().budgets();
        if (budgets.isEmpty()) return List.of();
        return Limit.binding(budgets, context.session(), context.apiKey(), clock.instant(), zone.get());
    }

    private boolean isAllowed(CallContext context) {
        return context.run().filter(allowed::contains).isPresent();
    }

    private void askForMore(CallContext context, Standing budget, long estimate) throws InterruptedException {
        Limit limit = budget.limit();
        String sentence = "The " + limit.budget().words() + " has no room for this: " + Dollars.text(budget.spent())
                + " of " + Dollars.text(budget.allowed()) + " are spent or set aside, and the next call may cost "
                + Dollars.text(estimate) + ".";
        long missing = budget.spent() + estimate - budget.allowed();
        long extra = Math.ceilDiv(Math.max(missing, limit.budget().limit() / 4), CENT) * CENT;
        var raise = new Question.Choice(
                RAISE,
                "Add " + Dollars.text(extra) + " for " + limit.budget().period().words());
        String chosen = ask(context, "Budget reached", sentence, List.of(ALLOW_ONCE, raise, STOP))
                .orElse("");
        switch (chosen) {
            case ONCE -> context.run().ifPresent(allowed::add);
            case RAISE -> calls.raise(limit, extra);
            default ->
                throw reached(
                        sentence,
                        "It renews on " + MOMENT.format(limit.renews()) + ". To spend more, change "
                                + limit.budget().setting()
                                + " in Settings → Usage, or with `moltis config set`.");
        }
    }

    private void askAboutUnknownPrice(Call call) throws InterruptedException {
        String sentence = "Nobody knows what " + call.asked() + " costs, so no budget can hold it.";
        String chosen = ask(call.context(), "Unknown price", sentence, List.of(ALLOW_ONCE, STOP))
                .orElse("");
        if (!chosen.equals(ONCE))
            throw reached(
                    sentence,
                    "Write its price into moltis.toml, under [prices.\"" + call.asked()
                            + "\"], or choose another model.");
        call.context().run().ifPresent(allowed::add);
    }

    private Optional<String> ask(CallContext context, String title, String text, List<Question.Choice> choices)
            throws InterruptedException {
        if (!context.mayAsk() || context.session().isEmpty() || context.run().isEmpty()) return Optional.empty();
        return questions.ask(
                context.session().get(),
                context.run().get(),
                title,
                text,
                choices,
                settings.get().patience());
    }

    private static TurnException reached(String sentence, String hint) {
        return new TurnException(ErrorCode.BUDGET_REACHED, sentence, hint);
    }
}
