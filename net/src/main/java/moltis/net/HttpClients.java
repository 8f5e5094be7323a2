package moltis.net;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * The one way out: every client of this process comes from here and shares one connection pool. Constructing it costs
 * nothing; the first use builds the client. Callers block on virtual threads, where an interrupt closes the socket at
 * once. Safe for use by many threads.
 */
public final class HttpClients {

    private static final int IDLE_CONNECTIONS = 16;
    private static final int CONCURRENT_ASYNC_CALLS = 1024;

    private final NetSettings settings;
    private final NameResolver names;
    private @Nullable OkHttpClient shared;

    public HttpClients(NetSettings settings) {
        this(settings, NameResolver.SYSTEM);
    }

    public HttpClients(NetSettings settings, NameResolver names) {
        this.settings = settings;
        this.names = names;
    }

    /** The client with the settings' own time limits. */
    public synchronized OkHttpClient client() {
        OkHttpClient ready = shared;
        if (ready == null) {
            ready = build();
            shared = ready;
        }
        return ready;
    }

    /** The same client with another limit of silence. */
    public OkHttpClient client(Duration readTimeout) {
        return client().newBuilder().readTimeout(readTimeout).build();
    }

    /**
     * A client for addresses that somebody else chose: a model, a web page, a document. It reaches the public Internet
     * and what {@code guard} allows, over {@code http} and {@code https}, and looks again at every redirect. Names are
     * resolved once, and the connection goes to exactly these addresses. Behind an upstream proxy the proxy resolves them
     * again, and must refuse what it must refuse.
     *
     * <p>It shares no connections with other clients. Keep it; making one costs little, but so it can reuse its own.
     */
    public OkHttpClient guarded(AddressGuard guard) {
        boolean proxied = settings.proxy().isPresent();
        OkHttpClient.Builder builder = client().newBuilder()
                .followRedirects(false)
                .followSslRedirects(false)
                .dns(guard.over(names)::resolve)
                .addInterceptor(new GuardedHops(guard, names, proxied));
        // Behind a proxy the socket goes to the proxy, which may well stand in our own network.
        if (!proxied) builder.socketFactory(new GuardedSockets(guard));
        return builder.build();
    }

    private OkHttpClient build() {
        Dispatcher dispatcher = new Dispatcher(Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("http-", 0).factory()));
        dispatcher.setMaxRequests(CONCURRENT_ASYNC_CALLS);
        dispatcher.setMaxRequestsPerHost(CONCURRENT_ASYNC_CALLS);
        OkHttpClient.Builder builder = new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, 5, TimeUnit.MINUTES))
                .connectTimeout(settings.connectTimeout())
                .readTimeout(settings.readTimeout())
                .writeTimeout(settings.readTimeout())
                .socketFactory(new PromptSockets())
                .dns(names::resolve)
                .addInterceptor(chain -> {
                    Request request = chain.request();
                    if (request.header("User-Agent") != null) return chain.proceed(request);
                    return chain.proceed(request.newBuilder()
                            .header("User-Agent", settings.userAgent())
                            .build());
                });
        settings.proxy()
                .ifPresent(proxy -> builder.proxySelector(proxy.selector()).proxyAuthenticator(proxy.authenticator()));
        return builder.build();
    }
}
