package moltis.gateway;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import moltis.config.schema.KeyPath;
import moltis.core.StorageException;
import moltis.core.event.EventBus;
import moltis.gateway.access.Gate;
import moltis.gateway.auth.AuthRoutes;
import moltis.gateway.auth.Dismissal;
import moltis.gateway.host.MemoryFigures;
import moltis.gateway.http.AuthorityFile;
import moltis.gateway.http.HttpServer;
import moltis.gateway.http.Route;
import moltis.gateway.http.ServedTls;
import moltis.gateway.methods.AgentMethods;
import moltis.gateway.methods.ChatMethods;
import moltis.gateway.methods.ConfigEditing;
import moltis.gateway.methods.ConfigMethods;
import moltis.gateway.methods.ConnectionMethods;
import moltis.gateway.methods.LocalModelMethods;
import moltis.gateway.methods.LogMethods;
import moltis.gateway.methods.ModelMethods;
import moltis.gateway.methods.ProviderMethods;
import moltis.gateway.methods.ServerFacts;
import moltis.gateway.methods.SessionMethods;
import moltis.gateway.methods.SessionRows;
import moltis.gateway.methods.SignInMethods;
import moltis.gateway.methods.UsageMethods;
import moltis.gateway.rpc.RpcCall;
import moltis.gateway.rpc.RpcDispatcher;
import moltis.gateway.rpc.RpcMethod;
import moltis.gateway.rpc.RpcOutcome;
import moltis.gateway.socket.Clients;
import moltis.gateway.socket.SocketFacts;
import moltis.gateway.socket.SocketServer;
import moltis.gateway.v1.LiveCalls;
import moltis.gateway.v1.ModelRoutes;
import moltis.gateway.web.AssetRoutes;
import moltis.gateway.web.BootData;
import moltis.gateway.web.BootstrapRoute;
import moltis.gateway.web.ConfigRoutes;
import moltis.gateway.web.Documents;
import moltis.gateway.web.EnvRoutes;
import moltis.gateway.web.HandbookRoutes;
import moltis.gateway.web.HealthRoute;
import moltis.gateway.web.LogDownload;
import moltis.gateway.web.MediaRoutes;
import moltis.gateway.web.RpcOverHttp;
import moltis.gateway.web.SessionRoutes;
import moltis.gateway.web.SignInCallback;
import moltis.gateway.web.VaultRoutes;
import moltis.gateway.web.WebFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** The gateway: one address, its routes and methods, and the events that go to whoever is connected. Started once. */
public final class GatewayServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GatewayServer.class);
    private static final KeyPath WRITE_MODE = KeyPath.of("memory", "user_profile_write_mode");

    private final String bind;
    private final InetAddress wanted;
    private final Gate gate;
    private final HttpServer http;
    private final RpcDispatcher dispatcher;
    private final List<Route> routes;
    private final boolean onlyHttps;
    private final Clients clients;
    private volatile boolean started;

    /**
     * Makes a gateway that does not listen yet.
     *
     * @throws moltis.core.ConfigException if the address is none
     */
    public GatewayServer(
            GatewaySettings settings,
            GatewayServices services,
            Entrance entrance,
            EventBus events,
            InstantSource clock) {
        this.gate = entrance.gate();
        InetSocketAddress address = ListenAddress.of(settings.bind(), settings.port());
        this.bind = settings.bind();
        this.wanted = address.getAddress();
        Executor tasks = Thread.ofVirtual().name("gateway-", 0)::start;
        var server = new ServerFacts(settings.version(), settings.host(), clock.instant());
        this.clients = new Clients();
        var rows = new SessionRows(services.chat());
        var editing = new ConfigEditing(services.config(), events);
        this.dispatcher = new RpcDispatcher(
                gate,
                methods(services, rows, events, editing, new ConnectionMethods(clients, server, clock, this::methods)));
        var sockets = new SocketServer(
                dispatcher,
                gate,
                clients,
                events,
                new SocketFacts(settings.version(), settings.host(), settings.logRequests()),
                settings.limits(),
                clock,
                zone -> rememberZone(services, zone),
                tasks);
        var boot = new BootData(
                server,
                () -> address().getPort(),
                services.identity()::current,
                () -> connected(services),
                services.sessions(),
                rows,
                () -> services.vault().status().wireName(),
                settings.rpcTimeoutMs(),
                () -> entrance.accounts().state().hasPassword());
        var files = new WebFiles(settings.webFolder(), settings.webDevelopment());
        var handbook =
                new WebFiles(settings.webFolder().map(web -> web.resolveSibling("docs")), settings.webDevelopment());
        var documents = new Documents(files, boot, services.identity()::onboarded);
        List<Route> all = new ArrayList<>(
                routes(services, rows, clients, settings.version(), boot, files, handbook, documents, editing, clock));
        var live = new LiveCalls(clock);
        all.addAll(new ModelRoutes(services.modelPorts(), live, clock, new Random()).routes());
        Dismissal dismissal = (whom, why) -> {
            sockets.dismiss(whom, why);
            live.end(whom);
        };
        all.addAll(new AuthRoutes(
                        entrance.accounts(),
                        entrance.gate(),
                        entrance.cookie(),
                        dismissal,
                        entrance.effects(),
                        wanted::isLoopbackAddress)
                .routes());
        settings.tls().ifPresent(tls -> all.add(AuthorityFile.route(tls.authority())));
        this.routes = List.copyOf(all);
        this.onlyHttps = settings.tls().map(ServedTls::onlyHttps).orElse(false);
        this.http = new HttpServer(address, routes, documents.fallback(), gate, sockets, settings.tls(), tasks);
    }

    /**
     * Loads what making a gateway waits for most. Worth a thread of its own at the very start of a process, beside the
     * reading of files; has no other effect.
     */
    public static void warmUp() {
        HttpServer.warmUp();
    }

    /**
     * @throws moltis.core.ConfigException if the port is taken, and it names a free one; or if others could reach the
     *     address while nobody would have to show who they are
     */
    public void start() {
        ListenAddress.check(bind, wanted, gate::keepsStrangersOut);
        http.start();
        started = true;
    }

    /** Whether anybody may see what happens now. A gateway that never listened belongs to the command that made it. */
    public boolean somebodyListens() {
        return !started || clients.connections() > 0;
    }

    /** Where it really listens, once it is started. */
    public InetSocketAddress address() {
        return http.address();
    }

    /** Whether browsers have to come over HTTPS. */
    public boolean onlyHttps() {
        return onlyHttps;
    }

    /** Every method there is, sorted by name. */
    public List<RpcMethod<?, ?>> methods() {
        return dispatcher.methods();
    }

    /** Calls a method as if over the socket, on the calling thread; the gateway need not listen for it. */
    public RpcOutcome call(String method, JsonNode params, RpcCall call) {
        return dispatcher.call(method, params, call);
    }

    /** Every address that is served, apart from the socket's two and the pages of the web UI. */
    public List<Route> routes() {
        return routes;
    }

    /** Says good-bye to the clients and gives requests that run five seconds to end. */
    @Override
    public void close() {
        http.close();
    }

    private static List<RpcMethod<?, ?>> methods(
            GatewayServices services,
            SessionRows rows,
            EventBus events,
            ConfigEditing editing,
            ConnectionMethods connections) {
        List<RpcMethod<?, ?>> all = new ArrayList<>();
        all.addAll(connections.methods());
        all.addAll(new ChatMethods(services.chat(), services.reports(), services.media()).methods());
        all.addAll(new SessionMethods(
                        services.sessions(), services.transcripts(), services.chat(), services.reports(), rows)
                .methods());
        all.addAll(new UsageMethods(services.ledger()).methods());
        all.addAll(new ModelMethods(services.models()).methods());
        all.addAll(new ProviderMethods(services.providers(), services.pulls(), events).methods());
        all.addAll(new AgentMethods(services.identity(), services.modes(), services.sessions()).methods());
        all.addAll(new SignInMethods(services.signIns()).methods());
        all.addAll(new LocalModelMethods(services.localModels(), new MemoryFigures()).methods());
        all.addAll(new ConfigMethods(editing).methods());
        all.addAll(new LogMethods(services.logs()).methods());
        return all;
    }

    private List<Route> routes(
            GatewayServices services,
            SessionRows rows,
            Clients clients,
            String version,
            BootData boot,
            WebFiles files,
            WebFiles handbook,
            Documents documents,
            ConfigEditing editing,
            InstantSource clock) {
        List<Route> all = new ArrayList<>();
        all.add(new HealthRoute(version, clients).route());
        all.add(new RpcOverHttp(dispatcher).route());
        all.add(new BootstrapRoute(boot, services.sessions(), rows, services.models(), services.identity()::onboarded)
                .route());
        all.addAll(new SessionRoutes(services.sessions(), services.transcripts(), services.reports(), rows).routes());
        all.addAll(new MediaRoutes(services.sessions(), services.media(), clock, new Random()).routes());
        all.addAll(new ConfigRoutes(editing).routes());
        all.add(new LogDownload(services.logs().archive()).route());
        all.addAll(documents.routes());
        all.addAll(new AssetRoutes(files).routes());
        all.addAll(new HandbookRoutes(handbook).routes());
        all.add(new SignInCallback(services.signIns()).route());
        all.addAll(new VaultRoutes(services.vault(), services.vaultDoor()).routes());
        all.addAll(new EnvRoutes(services.variables(), services.vault()).routes());
        return List.copyOf(all);
    }

    private static void rememberZone(GatewayServices services, ZoneId zone) {
        boolean allowed = services.config()
                .get(WRITE_MODE)
                .map(mode -> mode.asString("").equals("explicit-and-auto"))
                .orElse(true);
        if (!allowed) return;
        try {
            services.identity().rememberZone(zone);
        } catch (StorageException e) {
            LOG.atWarn().setCause(e).log("the time zone of a client could not be kept");
        }
    }

    private static int connected(GatewayServices services) {
        return (int) services.providers().available().stream()
                .filter(provider -> provider.configured())
                .count();
    }
}
