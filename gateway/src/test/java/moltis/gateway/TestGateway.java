package moltis.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import moltis.access.env.EnvVariables;
import moltis.access.vault.Vault;
import moltis.access.vault.VaultService;
import moltis.agent.Chat;
import moltis.agent.ChatPorts;
import moltis.agent.ChatSettings;
import moltis.agent.Mode;
import moltis.agent.Persona;
import moltis.agent.RuntimeFacts;
import moltis.agent.TurnQuestions;
import moltis.agent.WorkspaceFolder;
import moltis.config.ConfigDirs;
import moltis.config.ConfigFile;
import moltis.config.ConfigHistory;
import moltis.config.ConfigLoader;
import moltis.config.ConfigService;
import moltis.config.ConfigStart;
import moltis.config.Environment;
import moltis.config.LiveConfig;
import moltis.config.LoadedConfig;
import moltis.core.event.LocalEventBus;
import moltis.core.json.Json;
import moltis.core.model.ModelCard;
import moltis.core.model.ModelDirectory;
import moltis.core.model.OpenedModel;
import moltis.gateway.access.GateSettings;
import moltis.gateway.log.LogArchive;
import moltis.gateway.log.LogBuffer;
import moltis.gateway.methods.IdentityFiles;
import moltis.gateway.v1.Admission;
import moltis.gateway.v1.ModelGatewaySettings;
import moltis.gateway.v1.ModelPorts;
import moltis.ledger.Ledger;
import moltis.ledger.LedgerSettings;
import moltis.net.HttpClients;
import moltis.net.NetSettings;
import moltis.providers.LocalModels;
import moltis.providers.ProviderPlaces;
import moltis.providers.ProviderSources;
import moltis.providers.Providers;
import moltis.providers.ProvidersSettings;
import moltis.providers.local.LocalModelState;
import moltis.providers.local.LocalPlaces;
import moltis.providers.local.LocalSettings;
import moltis.providers.local.LocalSetup;
import moltis.sessions.Sessions;
import moltis.storage.Database;
import moltis.storage.StorageSettings;
import moltis.testing.model.Script;
import moltis.testing.model.ScriptedModelServer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A whole gateway on a free port, with real sessions, real conversations, and a scripted model behind a real wire. */
final class TestGateway implements AutoCloseable {

    static final String MODEL = "custom-scripted::scripted-1";

    final LocalEventBus bus = new LocalEventBus(failure -> {
        throw failure;
    });
    final LogBuffer logs = new LogBuffer(100, bus, LogArchive.NONE);
    final ScriptedModelServer model;
    final Sessions sessions;
    final TurnQuestions questions = new TurnQuestions(bus, Clock.systemUTC());
    final Ledger ledger;
    final Chat chat;
    final Providers providers;
    final TestSignIns signIns;
    final EnvVariables variables;
    final VaultService vault;
    final TestVaultDoor vaultDoor = new TestVaultDoor();
    final GatewayServer server;
    /** Whom other programs can ask; the connected providers' models unless a test knows better. */
    volatile @Nullable ModelDirectory models;

    volatile ModelGatewaySettings modelSettings = ModelGatewaySettings.DEFAULT;

    /** Asked before each call of another program; tests put another one in its place. */
    volatile Admission admitting = Admission.BY_SCOPE;

    private final Admission admission = (caller, ask) -> admitting.admit(caller, ask);
    private final Database database;
    private final HttpClient http = HttpClient.newHttpClient();

    private TestGateway(
            Path directory,
            Script script,
            UnaryOperator<GatewaySettings> change,
            Function<Database, Entrance> entrance) {
        Clock clock = Clock.systemUTC();
        var clients = new HttpClients(NetSettings.defaults("1.0"));
        try {
            Files.createDirectories(directory);
            signIns = new TestSignIns(directory, clients);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        model = ScriptedModelServer.start(script);
        database = Database.open(directory, StorageSettings.DEFAULT);
        sessions = Sessions.over(database, directory, bus, clock);
        ledger = Ledger.over(database, bus, questions, () -> LedgerSettings.DEFAULT, () -> ZoneOffset.UTC, clock);
        var box = new Vault(database, clock);
        variables = new EnvVariables(database, box, clock);
        providers = Providers.create(
                new ProviderPlaces(directory, directory, Optional.empty(), box),
                new ProviderSources(() -> ProvidersSettings.DEFAULT, Map::of, Map.of(), LocalModels.NONE, (_, _) -> {}),
                clients,
                ledger,
                bus,
                clock);
        vault = new VaultService(
                box, database, List.of(providers.savedKeys(), variables), new TestVaultSwitch(), _ -> {});
        chat = Chat.open(
                new ChatPorts(
                        sessions.transcripts(),
                        sessions.directory(),
                        sessions.turns(),
                        bus,
                        providers.catalog(),
                        questions,
                        providers.breaker(),
                        () -> true),
                List.of(),
                new WorkspaceFolder(directory, clock),
                RuntimeFacts.of("1.0", directory, new Properties(), Map.of()),
                () -> ChatSettings.DEFAULT,
                clock);
        server = new GatewayServer(
                change.apply(GatewaySettings.local(0, "1.0")),
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
                        signIns.signIns,
                        LocalSetup.create(
                                LocalPlaces.of(directory.resolve("models")).at(model.uri()),
                                LocalSettings.DEFAULT,
                                clients,
                                bus,
                                LocalModelState.Listener.NONE),
                        config(directory),
                        logs,
                        new IdentityFiles(directory, () -> Persona.DEFAULT),
                        vault,
                        vaultDoor,
                        variables,
                        new ModelPorts(directory(), providers.breaker(), admission, () -> modelSettings),
                        () -> List.of(
                                new Mode("plan", "Plan", "Think first", "Think before you act."),
                                new Mode("blank", "Blank", "", ""))),
                entrance.apply(database),
                bus,
                clock);
        server.start();
    }

    private static ConfigService config(Path directory) {
        var nothing = Environment.of(Map.of());
        ConfigDirs dirs = ConfigDirs.resolve(
                new ConfigDirs.Flags(Optional.of(directory), Optional.of(directory), Optional.empty()),
                nothing,
                Optional.empty(),
                directory);
        var loader = new ConfigLoader(dirs, nothing, Map::of);
        var history = new ConfigHistory(dirs, Clock.systemUTC());
        LoadedConfig loaded = new ConfigStart(loader, history).load();
        return new ConfigService(
                loader, new ConfigFile(loader, history, loaded.location()), new LiveConfig(loader, history, loaded));
    }

    private ModelDirectory directory() {
        return new ModelDirectory() {

            @Override
            public List<ModelCard> models() {
                return now().models();
            }

            @Override
            public OpenedModel open(String id) {
                return now().open(id);
            }

            @Override
            public void prepare(String id) throws InterruptedException {
                now().prepare(id);
            }

            @Override
            public Optional<OpenedModel> defaultModel() {
                return now().defaultModel();
            }

            private ModelDirectory now() {
                ModelDirectory chosen = models;
                return chosen == null ? providers.catalog() : chosen;
            }
        };
    }

    static TestGateway start(Path directory, Script script) {
        return start(directory, script, UnaryOperator.identity());
    }

    static TestGateway start(Path directory, Script script, UnaryOperator<GatewaySettings> change) {
        return start(directory, script, change, database -> new TestAccess(database, GateSettings.DIRECT).entrance());
    }

    static TestGateway start(
            Path directory,
            Script script,
            UnaryOperator<GatewaySettings> change,
            Function<Database, Entrance> entrance) {
        return new TestGateway(directory, script, change, entrance);
    }

    /** A client that has introduced itself. */
    TestSocket connect() {
        TestSocket socket = open();
        socket.hello();
        return socket;
    }

    /** A client that has not introduced itself. */
    TestSocket open() {
        return TestSocket.upgrade(address(), "/ws/chat", Map.of());
    }

    InetSocketAddress address() {
        return server.address();
    }

    /** Connects the scripted model, so that turns have somebody to answer them. */
    void addModel(TestSocket socket) {
        socket.result(
                "providers.add_custom",
                Json.object()
                        .put("baseUrl", model.uri() + "/v1")
                        .put("apiKey", ScriptedModelServer.KEY)
                        .put("model", "scripted-1")
                        .toString());
    }

    HttpResponse<String> get(String path, String... headers) {
        return send(request(path, headers).build());
    }

    HttpResponse<String> post(String path, String body, String... headers) {
        return send(request(path, headers)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                URI.create("http://localhost:" + address().getPort() + path));
        return headers.length == 0 ? request : request.headers(headers);
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static JsonNode json(HttpResponse<String> response) {
        return Json.parse(response.body());
    }

    @Override
    public void close() {
        server.close();
        chat.service().close();
        http.close();
        database.close();
        signIns.close();
        model.close();
    }
}
