package moltis.ledger;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import moltis.core.StorageException;
import moltis.core.event.ChatEvent;
import moltis.core.event.EventBus;
import moltis.core.event.ServerEvent;
import moltis.core.json.Json;
import moltis.core.model.CallContext;
import moltis.core.model.ChatRequest;
import moltis.core.model.Completion;
import moltis.core.model.ModelCard;
import moltis.core.model.Usage;
import moltis.ledger.SqliteCalls.Standing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes calls down and tells the person what is worth telling. An answer never fails because it could not be counted. */
final class Counter {

    private static final Logger log = LoggerFactory.getLogger(Counter.class);

    private final SqliteCalls calls;
    private final Prices prices;
    private final Purse purse;
    private final CacheWatch caches = new CacheWatch();
    private final EventBus events;
    private final Supplier<LedgerSettings> settings;
    private final Clock clock;

    Counter(
            SqliteCalls calls,
            Prices prices,
            Purse purse,
            EventBus events,
            Supplier<LedgerSettings> settings,
            Clock clock) {
        this.calls = calls;
        this.prices = prices;
        this.purse = purse;
        this.events = events;
        this.settings = settings;
        this.clock = clock;
    }

    Purse purse() {
        return purse;
    }

    Optional<Price> price(ModelCard card) {
        return prices.of(card);
    }

    Call begin(ModelCard card, CallContext context) {
        return new Call(context, card.provider(), card.id(), clock.instant());
    }

    void answered(
            Call call,
            ChatRequest request,
            OptionalLong reservation,
            Completion answer,
            Optional<Price> price,
            Optional<Duration> firstToken,
            Duration took) {
        Usage usage = answer.usage();
        Optional<String> drop = call.context().run().isPresent()
                ? call.context()
                        .session()
                        .flatMap(session -> caches.answered(
                                session, answer.model(), call.begunAt(), clock.instant(), request, usage))
                : Optional.empty();
        ended(
                call,
                reservation,
                new Call.Outcome(
                        Call.End.ANSWERED,
                        Optional.of(answer.model()),
                        Optional.empty(),
                        usage,
                        false,
                        price.map(known -> known.of(usage)),
                        firstToken,
                        took,
                        drop));
        drop.ifPresent(why -> tell(
                call.context(),
                "Cache lost",
                "This call read " + usage.cacheRead() + " of " + usage.totalInput()
                        + " input tokens from the provider's cache, far fewer than before: " + why
                        + ". Tokens that no cache serves cost more."));
    }

    void ended(Call call, OptionalLong reservation, Call.Outcome outcome) {
        try {
            if (reservation.isEmpty()) {
                calls.add(call, outcome);
                return;
            }
            List<Limit> limits = purse.limits(call.context());
            calls.settle(
                            call,
                            reservation.getAsLong(),
                            outcome,
                            limits,
                            settings.get().noticePercent())
                    .forEach(standing -> tellStanding(call.context(), standing));
        } catch (StorageException e) {
            log.atError().addKeyValue("model", call.asked()).setCause(e).log("a call was not counted");
        }
    }

    private void tellStanding(CallContext context, Standing standing) {
        tell(
                context,
                "Budget",
                Dollars.text(standing.spent()) + " of " + Dollars.text(standing.allowed()) + " of the "
                        + standing.limit().budget().words() + " are spent. When it is used up, you will be asked.");
    }

    private void tell(CallContext context, String title, String message) {
        if (context.session().isPresent() && context.run().isPresent()) {
            var run = new ChatEvent.Run(context.session().get(), context.run().get(), null);
            events.publish(new ChatEvent.Notice(run, title, message));
            return;
        }
        var payload = Json.object().put("title", title).put("message", message);
        events.publish(new ServerEvent.Named("usage.notice", payload, false));
    }
}
