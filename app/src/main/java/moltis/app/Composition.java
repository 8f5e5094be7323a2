package moltis.app;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import moltis.access.env.EnvVariables;
import moltis.access.vault.AutoUnseal;
import moltis.access.vault.Vault;
import moltis.access.vault.VaultService;
import moltis.access.vault.VaultStatus;
import moltis.agent.Chat;
import moltis.agent.ChatPorts;
import moltis.agent.ChatSettings;
import moltis.agent.RuntimeFacts;
import moltis.agent.TurnQuestions;
import moltis.agent.WorkspaceFolder;
import moltis.config.ConfigService;
import moltis.config.LiveConfig;
import moltis.config.schema.KeyPath;
import moltis.config.section.MoltisConfig;
import moltis.core.Secret;
import moltis.core.event.EventBus;
import moltis.core.event.LocalEventBus;
import moltis.core.event.ServerEvent;
import moltis.core.json.Json;
import moltis.gateway.GatewayServer;
import moltis.gateway.GatewayServices;
import moltis.gateway.GatewaySettings;
import moltis.gateway.log.LogBuffer;
import moltis.gateway.log.LogLines;
import moltis.gateway.methods.IdentityFiles;
import moltis.gateway.v1.Admission;
import moltis.gateway.v1.ModelPorts;
import moltis.ledger.Ledger;
import moltis.net.HttpClients;
import moltis.oauth.FileTokenStore;
import moltis.oauth.Pause;
import moltis.oauth.SignInSettings;
import moltis.oauth.SignIns;
import moltis.providers.ProviderPlaces;
import moltis.providers.ProviderSetup;
import moltis.providers.ProviderSources;
import moltis.providers.Providers;
import moltis.providers.local.LocalModelState;
import moltis.providers.local.LocalSetup;
import moltis.sessions.Sessions;
import moltis.storage.Database;
import moltis.tools.BuiltInTools;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where everything is made and put together, by plain constructors, from what knows nobody to what knows everybody. Making
 * it opens the database and nothing else: no connection, no model, no listener.
 */
final class Composition implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Composition.class);
    private static final Duration GRACE = Duration.ofSeconds(3);

    private final Database database;
    private final LocalSetup localModels;
    private final Ledger ledger;
    private final Chat chat;
    private final EventBus events;
    private final LogBuffer logs;
    private final SignIns signIns;
    private final Providers providers;
    private final FrontDoor door;
    private final VaultService vault;
    private final Map<String, String> environment;
    private final GatewayServer gateway;

    /**
     * @param settings where the configuration comes from
     * @param live the configuration, already read
     * @param address how the gateway would listen
     * @param codes told when a new set-up code is demanded, for the person at the machine
     */
    Composition(
            Settings settings,
            LiveConfig live,
            GatewaySettings address,
            Map<String, String> environment,
            Consumer<Secret> codes) {
        MoltisConfig config = live.current();
        Path data = settings.dirs().data();
        Clock clock = Clock.systemUTC();
        this.environment = environment;

        events = new LocalEventBus(failure -> LOG.atError().setCause(failure).log("a listener failed"));
        logs = new LogBuffer(
                Math.toIntExact(config.server().logBufferSize()), events, new LogLines(data.resolve("logs.jsonl")));

        database = Database.open(data, ModuleSettings.storage(config));
        var keys = new Vault(database, clock);
        var variables = new EnvVariables(database, keys, clock);
        Sessions sessions = Sessions.over(database, data, events, clock);

        Supplier<ChatSettings> chatSettings = new LiveSettings<>(live, ModuleSettings::chat);
        var identity = new IdentityFiles(data, () -> chatSettings.get().persona());
        var questions = new TurnQuestions(events, clock);
        ledger = Ledger.over(
                database, events, questions, new LiveSettings<>(live, ModuleSettings::ledger), identity::zone, clock);

        ConfigService configuration = settings.service(live);
        HttpClients http = new HttpClients(ModuleSettings.net(config, address.version()));
        localModels = LocalSetup.create(
                ModelPull.places(settings, environment, ModuleSettings.modelFile(config)),
                ModuleSettings.local(config),
                http,
                events,
                this::localModelChanged);
        var tokens = new FileTokenStore(settings.dirs().config().resolve("oauth_tokens.json"), keys, clock);
        signIns = new SignIns(
                new SignInSettings(settings.dirs().config(), InetAddress.ofLiteral(address.bind()), environment),
                tokens,
                http::client,
                new SignInEffects(this::setup, events),
                clock,
                Pause.REAL);
        providers = Providers.create(
                new ProviderPlaces(
                        settings.dirs().config(),
                        data,
                        Optional.of(settings.dirs().homeConfig()),
                        keys),
                new ProviderSources(
                        new LiveSettings<>(live, ModuleSettings::providers),
                        new StoredVariables(
                                new LiveSettings<>(live, now -> variables(now, environment)), variables::values),
                        LiveSignIn.all(signIns),
                        localModels.models(),
                        (name, on) -> configuration.set(
                                KeyPath.of("providers", name, "enabled"), Json.MAPPER.valueToTree(on))),
                http,
                ledger,
                events,
                clock);

        vault = new VaultService(
                keys,
                database,
                List.of(providers.savedKeys(), tokens.content(), variables),
                new ConfiguredVault(live, configuration),
                this::vaultChanged);

        chat = Chat.open(
                new ChatPorts(
                        sessions.transcripts(),
                        sessions.directory(),
                        sessions.turns(),
                        events,
                        providers.catalog(),
                        questions,
                        providers.breaker(),
                        this::somebodyListens),
                BuiltInTools.create(clock),
                new WorkspaceFolder(data, clock),
                RuntimeFacts.of(address.version(), data, System.getProperties(), environment),
                chatSettings,
                clock);

        door = new FrontDoor(database, live, configuration, environment, vault, clock, codes);
        gateway = new GatewayServer(
                address,
                new GatewayServices(
                        chat.service(),
                        chat.reports(),
                        sessions.directory(),
                        sessions.transcripts(),
                        sessions.media(),
                        ledger,
                        providers.models(),
                        providers.setup(),
                        providers.pulls(),
                        signIns,
                        localModels,
                        configuration,
                        logs,
                        identity,
                        vault,
                        door.vaultDoor(),
                        variables,
                        new ModelPorts(
                                providers.catalog(),
                                providers.breaker(),
                                Admission.BY_SCOPE,
                                new LiveSettings<>(live, ModuleSettings::modelGateway)),
                        () -> chatSettings.get().modes()),
                door.entrance(),
                events,
                clock);
    }

    GatewayServer gateway() {
        return gateway;
    }

    FrontDoor door() {
        return door;
    }

    EventBus events() {
        return events;
    }

    LogBuffer logs() {
        return logs;
    }

    /** Opens the vault if the environment has its key. */
    void unlock() {
        AutoUnseal.run(environment, vault);
    }

    /** Takes up what an earlier process left unfinished; it may need secrets, so the vault comes first. */
    void recover() {
        unlock();
        ledger.recover();
        chat.service().recover();
    }

    /** Ends what runs, with a little grace, and closes the database. The gateway is closed by whoever started it. */
    @Override
    public void close() {
        try {
            chat.service().stop(GRACE);
        } catch (InterruptedException e) {
            chat.service().close();
            Thread.currentThread().interrupt();
        } finally {
            signIns.close();
            providers.close();
            localModels.close();
            vault.lock();
            database.close();
        }
    }

    /** Where model files lie. */
    static Path models(Path data) {
        return data.resolve("models");
    }

    private ProviderSetup setup() {
        return providers.setup();
    }

    /** The variables of the process, then those of {@code [env]}. */
    private static Map<String, String> variables(MoltisConfig config, Map<String, String> environment) {
        Map<String, String> variables = new HashMap<>();
        config.env().forEach((name, value) -> variables.put(name, value.reveal()));
        variables.putAll(environment);
        return variables;
    }

    /** Open pages look again: what is locked is not connected. */
    private void vaultChanged(VaultStatus status) {
        var state = Json.object().put("status", status.wireName());
        events.publish(new ServerEvent.Named("vault.status", state, false));
        events.publish(new ServerEvent.Named("providers.updated", Json.object().put("reason", "vault"), false));
        events.publish(new ServerEvent.Named("models.updated", Json.object().put("reason", "vault"), false));
    }

    private boolean somebodyListens() {
        return gateway.somebodyListens();
    }

    private void localModelChanged(String model, LocalModelState state) {
        events.publish(new ServerEvent.Named(
                "local-llm.lifecycle", Json.object().put("modelId", model).put("state", state.wireName()), false));
    }
}
