package moltis.ledger;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import moltis.core.event.ChatEvent;
import moltis.core.event.LocalEventBus;
import moltis.core.event.Question;
import moltis.core.event.Questions;
import moltis.core.model.CallContext;
import moltis.core.model.ChatModel;
import moltis.core.model.ChatRequest;
import moltis.core.model.Completion;
import moltis.core.model.Message;
import moltis.core.model.ModelCard;
import moltis.core.model.ModelId;
import moltis.core.model.StopReason;
import moltis.core.model.ToolChoice;
import moltis.core.model.ToolMode;
import moltis.core.model.Usage;
import moltis.core.session.RunId;
import moltis.core.session.SessionKey;
import moltis.storage.Database;
import moltis.storage.StorageSettings;

/** A ledger over a real database, with a clock, a person and a price of its own. */
final class TestLedger implements AutoCloseable {

    /** One dollar per thousand tokens, in or out: an answer of 1,000 tokens costs a dollar. */
    static final Price PRICE = Price.dollars(1_000, 1_000, 100, 1_000);

    static final ModelId PRICED = new ModelId("acme", "priced");
    static final SessionKey MAIN = SessionKey.MAIN;

    final List<ChatEvent.Notice> notices = Collections.synchronizedList(new ArrayList<>());
    final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    final LocalEventBus bus = new LocalEventBus(e -> {
        throw new AssertionError(e);
    });
    final Path directory;
    Database database;
    Ledger ledger;
    LedgerSettings settings;
    ZoneId zone = ZoneOffset.UTC;
    Instant now = Instant.parse("2026-03-10T12:00:00Z");
    String answer = "";
    private int runs;

    TestLedger(Path directory, Budget... budgets) {
        this.directory = directory;
        this.settings =
                new LedgerSettings(List.of(budgets), 80, Duration.ofSeconds(1), Map.of(PRICED.toString(), PRICE));
        bus.subscribe(event -> {
            if (event instanceof ChatEvent.Notice notice) notices.add(notice);
        });
        open();
    }

    private void open() {
        database = Database.open(directory, StorageSettings.DEFAULT);
        ledger = Ledger.over(database, bus, person(), () -> settings, () -> zone, new TestClock());
    }

    /** The process dies without a word, and another one takes over. */
    void restart() {
        database.close();
        open();
        ledger.recover();
    }

    private Questions person() {
        return (SessionKey session,
                RunId run,
                String title,
                String text,
                List<Question.Choice> choices,
                Duration p) -> {
            asked.add(text);
            return Optional.of(answer).filter(it -> !it.isEmpty());
        };
    }

    static ModelCard card(ModelId id, boolean local) {
        return new ModelCard(
                id, id.provider(), id.name(), 100_000, Set.of(), ToolMode.OFF, local, false, false, Optional.empty());
    }

    ChatModel metered(ChatModel model) {
        return ledger.metered(card(PRICED, false), model);
    }

    /** A model that answers and says it used this. */
    static ChatModel using(Usage usage) {
        return (_, _) -> new Completion(PRICED, StopReason.END, usage);
    }

    /** A question for which one dollar is set aside: as many tokens as the answer may have, and next to none before. */
    ChatRequest request() {
        return request(CallContext.of(MAIN, new RunId("run-" + ++runs), true));
    }

    static ChatRequest request(CallContext context) {
        return request(context, Message.User.text("x".repeat(3 * 492)));
    }

    static ChatRequest request(CallContext context, Message... messages) {
        return new ChatRequest(
                List.of(messages), List.of(), ToolChoice.AUTO, Optional.empty(), Optional.of(500), context);
    }

    long spent() {
        return ledger.budgets(Optional.of(MAIN)).getFirst().spent();
    }

    UsageSum total() {
        return ledger.session(MAIN);
    }

    @Override
    public void close() {
        database.close();
    }

    private final class TestClock extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId other) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
