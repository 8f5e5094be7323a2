package moltis.providers;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import moltis.core.event.EventBus;
import moltis.core.model.CircuitBreaker;
import moltis.core.model.ModelMeter;
import moltis.core.vault.VaultContent;
import moltis.net.HttpClients;
import moltis.providers.wire.WireModels;

/**
 * The language models: the one door of this module. Making it reads no file and opens no connection; later, connections
 * are opened only because a person asks, looks, or saves. Safe for use by many threads.
 */
public final class Providers implements AutoCloseable {

    private static final String KEYS = "provider_keys.json";

    private final ModelCatalog catalog;
    private final ProviderCircuits circuits;
    private final ProviderSetup setup;
    private final ModelService models;
    private final ModelRefresh refresh;
    private final VaultContent savedKeys;
    private final OllamaPulls pulls;

    private Providers(
            ModelCatalog catalog,
            ProviderCircuits circuits,
            ProviderSetup setup,
            ModelService models,
            ModelRefresh refresh,
            VaultContent savedKeys,
            OllamaPulls pulls) {
        this.pulls = pulls;
        this.savedKeys = savedKeys;
        this.refresh = refresh;
        this.circuits = circuits;
        this.catalog = catalog;
        this.setup = setup;
        this.models = models;
    }

    /** The providers over their real wires. @param meter counts every call of every model, tests of them included */
    public static Providers create(
            ProviderPlaces places,
            ProviderSources sources,
            HttpClients http,
            ModelMeter meter,
            EventBus bus,
            Clock clock) {
        return create(places, sources, http, new WireModels(http), meter, bus, clock);
    }

    static Providers create(
            ProviderPlaces places,
            ProviderSources sources,
            HttpClients http,
            ModelFactory factory,
            ModelMeter meter,
            EventBus bus,
            Clock clock) {
        Optional<Path> homeKeys = places.homeConfig()
                .filter(path -> !path.equals(places.config()))
                .map(path -> path.resolve(KEYS));
        KeyStore keys = new KeyStore(places.config().resolve(KEYS), homeKeys, places.vault(), clock);
        ModelLists lists = new ModelLists(places.data().resolve("models-cache.json"));
        ModelFlags flags = new ModelFlags(places.config().resolve("disabled-models.json"), clock);
        ProviderAccounts accounts = new ProviderAccounts(
                sources.settings(), sources.environment(), keys, sources.signIns(), sources.local());
        ProviderEvents events = new ProviderEvents(bus);
        ProviderCircuits circuits = new ProviderCircuits(clock);
        ProviderHealth health = new ProviderHealth(clock, circuits);
        ProviderHttp asking = new ProviderHttp(http);
        OllamaServer ollama = new OllamaServer(asking);
        ModelLister lister = new ModelLister(asking, ollama);
        ModelRefresh refresh = new ModelRefresh(
                lister, lists, health, clock, (account, count) -> events.listed(account.name(), count));
        ModelCatalog.Models models = new ObservedModels(
                sources.local(), factory, meter, new Outcomes(flags, health, circuits, refresh, events));
        ModelCatalog catalog = new ModelCatalog(accounts, lists, flags, refresh, models, sources.local(), clock);
        ModelDetection detection = new ModelDetection(accounts, catalog, lists, flags, refresh, models, events, clock);
        ProviderSetup setup = new ProviderSetup(
                accounts,
                keys,
                lists,
                refresh,
                health,
                new KeyCheck(lister, asking, factory),
                ollama,
                catalog,
                sources.enabling(),
                events);
        return new Providers(
                catalog,
                circuits,
                setup,
                new ModelService(catalog, accounts, flags, refresh, detection, events, clock),
                refresh,
                keys.content(),
                new OllamaPulls(setup::pull, events, System::nanoTime));
    }

    /** The models that can be asked. */
    public ModelCatalog catalog() {
        return catalog;
    }

    /** Which models rest after failures. */
    public CircuitBreaker breaker() {
        return circuits;
    }

    /** Connecting and disconnecting. */
    public ProviderSetup setup() {
        return setup;
    }

    /** Lists, switches and tests of models. */
    public ModelService models() {
        return models;
    }

    /** Bringing models into Ollama. */
    public OllamaPulls pulls() {
        return pulls;
    }

    /** The keys that people saved, for the vault. */
    public VaultContent savedKeys() {
        return savedKeys;
    }

    /** Stops the fetching of lists; answers that are under way belong to those who asked. */
    @Override
    public void close() {
        pulls.close();
        refresh.close();
    }
}
