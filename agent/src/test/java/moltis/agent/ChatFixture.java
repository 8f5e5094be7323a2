package moltis.agent;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import moltis.core.event.LocalEventBus;
import moltis.core.json.Json;
import moltis.core.model.CircuitBreaker;
import moltis.core.model.ModelDirectory;
import moltis.core.session.RunId;
import moltis.core.session.Session;
import moltis.core.session.SessionKey;
import moltis.core.session.StoredLine;
import moltis.core.tool.Tool;
import moltis.testing.model.Reply;
import moltis.testing.model.ScriptedChatModel;
import moltis.testing.sessions.InMemorySessions;
import moltis.testing.sessions.InMemoryTurnQueue;
import moltis.testing.sessions.SessionStores;
import tools.jackson.databind.JsonNode;

/** A whole conversation engine over memory, with a scripted model. {@link #restart} makes another one on the same stores. */
final class ChatFixture implements AutoCloseable {

    static final SessionKey MAIN = SessionKey.MAIN;
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T10:00:00Z"), ZoneOffset.UTC);
    static final RuntimeFacts RUNTIME = new RuntimeFacts("0.1.0", "box", "Linux", "amd64", "bash", Path.of("/data"));

    final LocalEventBus bus = new LocalEventBus(e -> {
        throw new AssertionError(e);
    });
    final TurnQuestions questions = new TurnQuestions(bus, CLOCK);
    final EventLog events = new EventLog(bus);
    final InMemoryTurnQueue queue = new InMemoryTurnQueue(CLOCK);
    final SessionStores stores = new InMemorySessions(bus, CLOCK).stores();
    final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
    final Map<String, String> files = new HashMap<>();
    final List<Chat> opened = new ArrayList<>();

    ChatSettings settings = quiet(ChatSettings.DEFAULT);
    List<Tool> tools = List.of(FakeTool.echo());
    Duration watching = Duration.ofMillis(20);
    Clock clock = CLOCK;
    ModelDirectory models = FakeModels.NONE;
    CircuitBreaker breaker = CircuitBreaker.NONE;
    volatile boolean somebodyListens = true;
    Chat chat;

    /** The engine with a model that gives these replies in order. */
    static ChatFixture answering(Reply... replies) {
        return new ChatFixture(ScriptedChatModel.answering(replies));
    }

    ChatFixture(ScriptedChatModel model) {
        this(FakeModels.of(model));
    }

    ChatFixture(ModelDirectory models) {
        this.models = models;
        this.chat = open(ports());
    }

    ChatPorts ports() {
        return new ChatPorts(
                stores.transcripts(),
                stores.directory(),
                queue,
                bus,
                models,
                questions,
                breaker,
                () -> somebodyListens);
    }

    Chat open(ChatPorts ports) {
        Chat made = Chat.open(
                ports,
                tools,
                (agent, name) -> Optional.ofNullable(files.get(name)),
                RUNTIME,
                () -> settings,
                clock,
                pauses::add,
                watching);
        opened.add(made);
        return made;
    }

    ChatFixture with(UnaryOperator<ChatSettings> change) {
        settings = change.apply(settings);
        return restarted();
    }

    ChatFixture withTools(Tool... offered) {
        tools = List.of(offered);
        return restarted();
    }

    ChatFixture withModel(ModelDirectory other) {
        models = other;
        return restarted();
    }

    /** Another process on the same stores. */
    ChatFixture restarted() {
        chat = open(ports());
        return this;
    }

    ChatService service() {
        return chat.service();
    }

    /** Sends and waits until the turn has ended and everything about it is written. */
    RunId say(String text) throws InterruptedException {
        RunId run = start(text);
        events.awaitEnd(run);
        awaitSettled();
        return run;
    }

    /** Waits until nothing runs or waits, and the session's entry agrees with its transcript. */
    void awaitSettled() throws InterruptedException {
        while (!queue.interrupted().isEmpty()
                || !queue.sessionsWithWaiting().isEmpty()
                || stores.directory().find(MAIN).map(Session::messageCount).orElse(0L)
                        != stores.transcripts().count(MAIN)) {
            Thread.sleep(1);
        }
    }

    RunId start(String text) {
        return start(SendRequest.text(MAIN, text));
    }

    RunId start(SendRequest request) {
        return switch (service().send(request)) {
            case SendResult.Started(var run) -> run;
            case SendResult.Queued(var run, var _, var _, var _) -> run;
            case SendResult.Rejected(var reason) -> throw new AssertionError("rejected: " + reason);
            case SendResult.Stopped _ -> throw new AssertionError("taken for a stop");
        };
    }

    List<StoredLine> lines() {
        return stores.transcripts().read(MAIN);
    }

    List<JsonNode> json() {
        return lines().stream().map(line -> Json.parse(line.line().json())).toList();
    }

    /** The transcript as {@code role: text}. */
    List<String> told() {
        return json().stream()
                .map(line -> line.path("role").asString() + ": " + words(line))
                .toList();
    }

    private static String words(JsonNode line) {
        if (line.path("role").asString().equals("tool_result"))
            return line.has("error")
                    ? "Error: " + line.path("error").asString()
                    : line.path("result").toString();
        if (!line.path("tool_calls").isEmpty())
            return line.path("content").asString() + "["
                    + line.path("tool_calls")
                            .path(0)
                            .path("function")
                            .path("name")
                            .asString() + "]";
        return line.path("content").isString()
                ? line.path("content").asString()
                : line.path("content").toString();
    }

    @Override
    public void close() {
        for (Chat process : opened) {
            try {
                process.service().close();
            } catch (CrashingPorts.Dead dead) {
                // What died in the test can't be closed.
            }
        }
    }

    static ChatSettings quiet(ChatSettings from) {
        return new ChatSettings(
                from.queueMode(),
                false,
                from.workspaceFileMaxChars(),
                from.maxQueued(),
                from.historyCacheBytes(),
                from.limits(),
                from.persona(),
                from.modes(),
                from.compaction(),
                from.titleModel(),
                from.failover());
    }

    static UnaryOperator<ChatSettings> mode(QueueMode mode) {
        return from -> new ChatSettings(
                mode,
                from.autoTitle(),
                from.workspaceFileMaxChars(),
                from.maxQueued(),
                from.historyCacheBytes(),
                from.limits(),
                from.persona(),
                from.modes(),
                from.compaction(),
                from.titleModel(),
                from.failover());
    }

    static UnaryOperator<ChatSettings> limits(UnaryOperator<LoopLimits> change) {
        return from -> new ChatSettings(
                from.queueMode(),
                from.autoTitle(),
                from.workspaceFileMaxChars(),
                from.maxQueued(),
                from.historyCacheBytes(),
                change.apply(from.limits()),
                from.persona(),
                from.modes(),
                from.compaction(),
                from.titleModel(),
                from.failover());
    }
}
