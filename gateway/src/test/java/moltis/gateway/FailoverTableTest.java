package moltis.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import moltis.agent.Chat;
import moltis.agent.ChatPorts;
import moltis.agent.ChatSettings;
import moltis.agent.FailoverSettings;
import moltis.agent.RuntimeFacts;
import moltis.agent.SendRequest;
import moltis.agent.SendRequestJson;
import moltis.agent.TurnQuestions;
import moltis.agent.TurnResult;
import moltis.core.ErrorCode;
import moltis.core.ProviderException;
import moltis.core.Secret;
import moltis.core.event.LocalEventBus;
import moltis.core.json.Json;
import moltis.core.model.ModelMeter;
import moltis.core.session.FailoverMode;
import moltis.core.session.SessionKey;
import moltis.net.HttpClients;
import moltis.net.NetSettings;
import moltis.providers.LocalModels;
import moltis.providers.ProviderPlaces;
import moltis.providers.ProviderSettings;
import moltis.providers.ProviderSources;
import moltis.providers.Providers;
import moltis.providers.ProvidersSettings;
import moltis.testing.model.Reply;
import moltis.testing.model.ScriptedModelServer;
import moltis.testing.sessions.InMemorySessions;
import moltis.testing.sessions.InMemoryTurnQueue;
import moltis.testing.sessions.SessionStores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What follows each class of failure, at each moment, over each protocol: one table, on the real wires. */
@Timeout(60)
class FailoverTableTest {

    private static final String BACKUP = "custom-backup::scripted-2";
    private static final Reply FIRST_ANSWERS = Reply.says("The first one answers.");

    enum Codec {
        ANTHROPIC_MESSAGES("anthropic", "", false),
        CHAT_COMPLETIONS("custom-first", "/v1", false),
        RESPONSES("custom-first", "/v1", true);

        private final String provider;
        private final String path;
        private final boolean responses;

        Codec(String provider, String path, boolean responses) {
            this.provider = provider;
            this.path = path;
            this.responses = responses;
        }
    }

    enum Moment {
        BEFORE_THE_FIRST_BYTE,
        IN_MID_STREAM,
        IN_COOLDOWN
    }

    private static final List<ErrorCode> CLASSES = List.of(
            ErrorCode.KEY_REJECTED,
            ErrorCode.QUOTA_EXHAUSTED,
            ErrorCode.PROVIDER_RATE_LIMITED,
            ErrorCode.PROVIDER_OVERLOADED,
            ErrorCode.PROVIDER_FAILED,
            ErrorCode.CUT_OFF,
            ErrorCode.PROVIDER_REFUSED,
            ErrorCode.CONTEXT_TOO_LONG,
            ErrorCode.MODEL_UNKNOWN);

    private static final class MovedClock extends Clock {
        private volatile Instant now = Instant.parse("2026-01-01T10:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @TempDir
    private Path directory;

    private final MovedClock clock = new MovedClock();
    private final AtomicReference<Reply> reply = new AtomicReference<>(FIRST_ANSWERS);
    private final ScriptedModelServer first = ScriptedModelServer.start(_ -> reply.get());
    private final ScriptedModelServer backup = ScriptedModelServer.start(_ -> Reply.says("The backup answers."));
    private final LocalEventBus bus = new LocalEventBus(e -> {
        throw new AssertionError(e);
    });
    private final SessionStores stores = new InMemorySessions(bus, clock).stores();

    @AfterEach
    void close() {
        first.close();
        backup.close();
    }

    static Stream<Arguments> table() {
        return Stream.of(Codec.values())
                .flatMap(codec -> Stream.of(Moment.values())
                        .flatMap(moment -> CLASSES.stream().map(code -> Arguments.of(codec, moment, code))));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("table")
    @DisplayName("pain 9: every class of failure, at every moment, over every protocol")
    void pain_9_who_answers(Codec codec, Moment moment, ErrorCode code) throws Exception {
        Chat chat = chat(codec);
        try (var _ = chat.service()) {
            switch (moment) {
                case BEFORE_THE_FIRST_BYTE -> beforeTheFirstByte(chat, codec, code);
                case IN_MID_STREAM -> inMidStream(chat, codec, code);
                case IN_COOLDOWN -> inCooldown(chat, codec, code);
            }
        }
        assertThat(stores.transcripts().read(SessionKey.MAIN))
                .as("an error is never the answer")
                .noneMatch(line -> line.line().json().contains("\"role\":\"assistant\"")
                        && line.line().json().contains("scripted model"));
    }

    private void beforeTheFirstByte(Chat chat, Codec codec, ErrorCode code) throws InterruptedException {
        reply.set(failing(code));

        if (code.anotherModelMayAnswer()) {
            assertThat(ask(chat, codec).model()).hasToString(BACKUP);
            assertThat(first.arrived()).as("nobody waits for the first one").isEqualTo(1);
        } else {
            assertThat(failure(chat, codec).code()).isEqualTo(code);
            assertThat(backup.arrived()).isZero();
        }
    }

    private void inMidStream(Chat chat, Codec codec, ErrorCode code) {
        Reply begun = Reply.says("Half an answer ");
        reply.set(
                code == ErrorCode.CUT_OFF
                        ? begun.thenIsCut()
                        : begun.ending(new Reply.Breaks(code, "The scripted model breaks off.")));

        failure(chat, codec);

        assertThat(backup.arrived()).as("nobody goes on with another's words").isZero();
        assertThat(stores.transcripts().read(SessionKey.MAIN))
                .anyMatch(line -> line.line().text().equals("Half an answer"));
    }

    private void inCooldown(Chat chat, Codec codec, ErrorCode code) throws InterruptedException {
        reply.set(failing(code));
        boolean passedOn = code.anotherModelMayAnswer();
        for (int turn = 0; turn < 3; turn++) {
            if (passedOn) ask(chat, codec);
            else failure(chat, codec);
        }
        reply.set(FIRST_ANSWERS);

        assertThat(ask(chat, codec).model().toString().equals(BACKUP))
                .as("a provider that failed three times rests")
                .isEqualTo(passedOn);
        clock.now = clock.now.plus(Duration.ofSeconds(60));
        assertThat(ask(chat, codec).model().provider())
                .as("and is asked again when it had its rest")
                .isEqualTo(codec.provider);
    }

    private static Reply failing(ErrorCode code) {
        return code == ErrorCode.CUT_OFF ? Reply.NOTHING.thenIsCut() : Reply.refuses(code);
    }

    private TurnResult ask(Chat chat, Codec codec) throws InterruptedException {
        return chat.service().sendSync(request(codec));
    }

    private ProviderException failure(Chat chat, Codec codec) {
        return catchThrowableOfType(ProviderException.class, () -> ask(chat, codec));
    }

    private static SendRequest request(Codec codec) {
        return SendRequestJson.read(
                SessionKey.MAIN, Json.object().put("text", "hi").put("model", codec.provider + "::scripted-1"), "");
    }

    private Chat chat(Codec codec) {
        var settings = new ProvidersSettings(
                List.of(),
                false,
                Map.of(
                        codec.provider,
                        provider(first.uri() + codec.path, "scripted-1", codec.responses),
                        "custom-backup",
                        provider(backup.uri() + "/v1", "scripted-2", false)),
                List.of(),
                Map.of(),
                true);
        Providers providers = Providers.create(
                new ProviderPlaces(directory, directory, Optional.empty()),
                new ProviderSources(() -> settings, Map::of, Map.of(), LocalModels.NONE, (_, _) -> {}),
                new HttpClients(NetSettings.defaults("1.0")),
                ModelMeter.NONE,
                bus,
                clock);
        var failover = new FailoverSettings(true, FailoverMode.AUTO, false, List.of(BACKUP), FailoverSettings.PATIENCE);
        ChatSettings usual = ChatSettings.DEFAULT;
        var chat = new ChatSettings(
                usual.queueMode(),
                false,
                usual.workspaceFileMaxChars(),
                usual.maxQueued(),
                usual.historyCacheBytes(),
                usual.limits(),
                usual.persona(),
                usual.modes(),
                usual.compaction(),
                usual.titleModel(),
                failover);
        return Chat.open(
                new ChatPorts(
                        stores.transcripts(),
                        stores.directory(),
                        new InMemoryTurnQueue(clock),
                        bus,
                        providers.catalog(),
                        new TurnQuestions(bus, clock),
                        providers.breaker(),
                        () -> false),
                List.of(),
                (_, _) -> Optional.empty(),
                RuntimeFacts.of("1.0", directory, new Properties(), Map.of()),
                () -> chat,
                clock);
    }

    private static ProviderSettings provider(String url, String model, boolean responses) {
        ProviderSettings usual = ProviderSettings.DEFAULT;
        return new ProviderSettings(
                true,
                Optional.of(Secret.of(ScriptedModelServer.KEY)),
                Optional.of(url),
                List.of(model),
                false,
                Optional.empty(),
                Optional.empty(),
                usual.cacheRetention(),
                Optional.empty(),
                Map.of(),
                usual.probeTimeout(),
                Optional.empty(),
                responses);
    }
}
