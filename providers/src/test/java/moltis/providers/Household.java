package moltis.providers;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import moltis.core.Secret;
import moltis.core.event.ServerEvent;
import moltis.core.model.ChatModel;
import moltis.core.model.Completion;
import moltis.core.model.ModelMeter;
import moltis.core.model.StopReason;
import moltis.core.model.Usage;
import moltis.net.HttpClients;
import moltis.net.NetSettings;
import moltis.testing.sessions.RecordedEvents;
import tools.jackson.databind.JsonNode;

/** One person's installation in a temporary folder, with everything around it under the test's control. */
final class Household implements AutoCloseable {

    final TestClock clock = new TestClock();
    final RecordedEvents events = new RecordedEvents();
    final Map<String, String> environment = new HashMap<>();
    final Map<String, ProviderSettings> tables = new LinkedHashMap<>();
    final Map<String, CredentialSource> signIns = new HashMap<>();
    final Map<String, Boolean> switched = new LinkedHashMap<>();
    final List<ModelEndpoint> opened = new CopyOnWriteArrayList<>();
    /** The hosts that somebody wanted to connect to. */
    final List<String> resolved = new CopyOnWriteArrayList<>();

    LocalModels local = LocalModels.NONE;
    Function<ModelEndpoint, ChatModel> models =
            endpoint -> (_, _) -> new Completion(endpoint.id(), StopReason.END, Usage.NONE);
    ProvidersSettings settings = ProvidersSettings.DEFAULT;
    Optional<Path> home = Optional.empty();

    private final Path folder;
    private final List<Providers> processes = new CopyOnWriteArrayList<>();
    private final HttpClients http = new HttpClients(
            new NetSettings("Moltis/test", Duration.ofSeconds(5), Duration.ofSeconds(10), Optional.empty()), host -> {
                resolved.add(host);
                if (!host.equals("localhost")) throw new UnknownHostException(host + " is outside of the test");
                return List.of(InetAddress.getLoopbackAddress());
            });

    Household(Path folder) {
        this.folder = folder;
    }

    /** A new process over the same files. */
    Providers start() {
        return started(Providers.create(
                places(),
                sources(),
                http,
                endpoint -> {
                    opened.add(endpoint);
                    return models.apply(endpoint);
                },
                ModelMeter.NONE,
                events,
                clock));
    }

    private Providers started(Providers providers) {
        processes.add(providers);
        return providers;
    }

    @Override
    public void close() {
        processes.forEach(Providers::close);
    }

    private ProviderPlaces places() {
        return new ProviderPlaces(config(), folder.resolve("data"), home);
    }

    private ProviderSources sources() {
        return new ProviderSources(this::settings, () -> environment, signIns, local, (name, on) -> {
            switched.put(name, on);
            tables.compute(
                    name,
                    (_, now) -> Table.with(table -> table.enabled = on)
                            .apply(now == null ? ProviderSettings.DEFAULT : now));
        });
    }

    Path config() {
        return folder.resolve("config");
    }

    Path keys() {
        return config().resolve("provider_keys.json");
    }

    /** As {@link #start}, over the real wires. */
    Providers startOnTheWire() {
        return started(Providers.create(places(), sources(), http, ModelMeter.NONE, events, clock));
    }

    Household key(String provider, String key) {
        return table(provider, Optional.of(key), Optional.empty());
    }

    Household server(String provider, String key, String url, String... models) {
        return table(provider, Optional.of(key), Optional.of(url), models);
    }

    Household table(String provider, Optional<String> key, Optional<String> url, String... models) {
        tables.put(
                provider,
                Table.with(table -> {
                            table.apiKey = key.flatMap(Secret::ofNullable);
                            table.baseUrl = url;
                            table.models = List.of(models);
                            table.probeTimeout = Duration.ofSeconds(5);
                        })
                        .apply(ProviderSettings.DEFAULT));
        return this;
    }

    /** Changes a table that is there. */
    Household change(String provider, Consumer<Table> change) {
        tables.computeIfPresent(provider, (_, table) -> Table.with(change).apply(table));
        return this;
    }

    /** The payloads of the events of this name. */
    List<JsonNode> published(String name) {
        return events.published().stream()
                .filter(ServerEvent.Named.class::isInstance)
                .map(ServerEvent.Named.class::cast)
                .filter(event -> event.name().equals(name))
                .map(ServerEvent.Named::payload)
                .toList();
    }

    /** Waits until so many events of this name were published; whoever publishes has finished its work. */
    void awaitPublished(String name, int count) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (published(name).size() < count) {
            if (System.nanoTime() > deadline) throw new AssertionError("no " + count + " events " + name);
            Thread.onSpinWait();
        }
    }

    private ProvidersSettings settings() {
        return new ProvidersSettings(
                settings.offered(),
                settings.showLegacyModels(),
                tables,
                settings.priorityModels(),
                settings.contextTokens(),
                settings.local());
    }
}
