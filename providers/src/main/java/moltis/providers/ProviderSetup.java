package moltis.providers;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Consumer;
import moltis.core.ErrorCode;
import moltis.core.MoltisException;
import moltis.core.ProviderException;
import moltis.core.RequestException;
import moltis.core.Secret;
import moltis.core.model.Capability;
import moltis.core.model.ModelCard;
import moltis.providers.table.AuthType;
import moltis.providers.table.KeyRule;
import moltis.providers.table.ProviderTable;
import org.jspecify.annotations.Nullable;

/**
 * Connects and disconnects providers: what the set-up forms, {@code providers.*} and the command line do. A key is tried
 * before it is saved, and one that its provider refuses is never written. Methods that try something wait for the network;
 * interrupt to stop. Safe for use by many threads.
 */
public final class ProviderSetup {

    private static final Duration WHILE_SAVING = Duration.ofSeconds(5);

    private final ProviderAccounts accounts;
    private final KeyStore keys;
    private final ModelLists lists;
    private final ModelRefresh refresh;
    private final ProviderHealth health;
    private final ProviderCards cards;
    private final KeyCheck check;
    private final OllamaServer ollama;
    private final ModelCatalog catalog;
    private final ProviderSwitch enabling;
    private final ProviderEvents events;

    ProviderSetup(
            ProviderAccounts accounts,
            KeyStore keys,
            ModelLists lists,
            ModelRefresh refresh,
            ProviderHealth health,
            KeyCheck check,
            OllamaServer ollama,
            ModelCatalog catalog,
            ProviderSwitch enabling,
            ProviderEvents events) {
        this.accounts = accounts;
        this.keys = keys;
        this.lists = lists;
        this.refresh = refresh;
        this.health = health;
        this.cards = new ProviderCards(health);
        this.check = check;
        this.ollama = ollama;
        this.catalog = catalog;
        this.enabling = enabling;
        this.events = events;
    }

    /** The providers that a picker offers, in its order. */
    public List<AvailableProvider> available() {
        ProvidersSettings settings = accounts.settings();
        List<String> offered = settings.offered().stream()
                .map(ProviderTable::normalise)
                .distinct()
                .toList();
        List<ProviderAccount> shown = accounts.all().stream()
                .filter(account -> settings.local() || !account.row().localOnly())
                .filter(account -> account.row().custom()
                        ? account.settings().enabled()
                        : offered.isEmpty() || offered.contains(account.name()) || account.connected())
                .sorted(Comparator.comparingInt(account -> position(offered, account.name())))
                .toList();
        List<AvailableProvider> available = new ArrayList<>();
        for (ProviderAccount account : shown) available.add(cards.card(account, available.size()));
        return available;
    }

    /** The state of every provider that is connected or that something was found for. */
    public List<ProviderReport> report() {
        Map<String, Integer> models = new HashMap<>();
        catalog.registry().all().forEach(model -> models.merge(model.account().name(), 1, Integer::sum));
        return accounts.all().stream()
                .filter(account -> account.connected() || !account.problems().isEmpty())
                .map(account -> report(account, models.getOrDefault(account.name(), 0)))
                .toList();
    }

    /**
     * Tries what a person entered and saves nothing. A refusal is a result; only what can't be tried at all is thrown.
     * Without a key and an address, a connected provider is tried with those in use.
     *
     * @throws RequestException if the provider is unknown or something is missing
     */
    public Validation validateKey(KeyInput input, ValidationProgress.Listener progress) throws InterruptedException {
        ProviderAccount account = find(input.provider());
        boolean inUse = input.apiKey().isEmpty() && input.baseUrl() == null && account.connected();
        if (!inUse && account.row().auth() != AuthType.API_KEY) {
            return Validation.bad(ModelCatalog.notConnected(account));
        }
        Optional<String> url = url(account, input);
        if (account.row().custom() && url.isEmpty()) throw RequestException.missing("baseUrl");
        if (!inUse && input.apiKey().isEmpty() && !account.row().keyOptional()) {
            throw RequestException.missing("apiKey");
        }
        ProviderAccount named = inUse ? account : underItsName(account, url);
        Optional<Secret> key = inUse ? account.key().map(ProviderAccount.FoundKey::secret) : input.apiKey();
        List<String> models = input.models() == null ? named.models() : KeyStore.normal(input.models());
        return validated(named.trying(key, url, models), input.requestId(), progress);
    }

    /** Tries a provider with the key and address that are in use; one that isn't connected is not tried. */
    public Validation test(String provider) throws InterruptedException {
        ProviderAccount account = known(provider);
        if (!account.connected()) return Validation.bad(ModelCatalog.notConnected(account));
        return validateKey(KeyInput.of(provider, null), ValidationProgress.Listener.NONE);
    }

    /**
     * Saves a key, an address or a choice of models, after the provider has not refused the key. The models are listed
     * before this returns, if the provider answers soon.
     *
     * @throws RequestException if the provider is unknown, the key is missing, or the vault is locked
     * @throws ProviderException if the key is refused, by us or by the provider; then nothing is saved
     */
    public void saveKey(KeyInput input) throws InterruptedException {
        keys.refuseWhileLocked();
        ProviderAccount account = find(input.provider());
        if (account.row().auth() != AuthType.API_KEY) throw unknown(input.provider());
        if (account.row().custom() && url(account, input).isEmpty()) throw RequestException.missing("baseUrl");
        if (input.apiKey().isEmpty() && !account.row().keyOptional()) throw RequestException.missing("apiKey");
        Optional<String> url = url(account, input);
        Secret key = input.apiKey().orElseGet(() -> Secret.of(account.name()));
        List<String> models = input.models() == null ? account.models() : KeyStore.normal(input.models());
        ProviderAccount trial = account.trying(Optional.of(key), url, models);
        Optional<List<ListedModel>> listed = notRefused(trial);
        keys.save(account.name(), key, savedUrl(account, input), input.models(), null);
        connected(trial, listed);
    }

    /** Takes note that somebody has just signed in: the provider is used from now on, and its models are looked up. */
    public void signedIn(String provider) {
        ProviderAccount account = known(provider);
        connected(account, Optional.empty());
        accounts.find(account.name()).ifPresent(now -> refresh.startAll(List.of(now)));
    }

    /** Takes note that somebody has just signed out. A sign-in that another program keeps isn't used any more either. */
    public void signedOut(String provider) {
        Optional<ProviderAccount> after = accounts.find(provider);
        if (after.isEmpty()) return;
        if (after.get().connected() && after.get().activeSignIn().isPresent()) enabling.set(provider, false);
        health.forget(provider);
        events.providerChanged(provider);
    }

    /**
     * Disconnects a provider. What the configuration file and the environment hold stays there, but isn't used any more.
     *
     * @throws RequestException if the provider is unknown
     */
    public RemovedProvider removeKey(String provider) throws InterruptedException {
        ProviderAccount account = known(provider);
        keys.remove(account.name());
        if (account.signIn().isPresent()) account.signIn().get().forget();
        Optional<ProviderAccount> after = accounts.find(account.name());
        List<String> remaining = after.flatMap(ProviderAccount::key)
                .map(ProviderAccount.FoundKey::source)
                .map(List::of)
                .orElse(List.of());
        if (after.filter(ProviderAccount::connected).isPresent()) enabling.set(account.name(), false);
        health.forget(account.name());
        events.providerChanged(account.name());
        return new RemovedProvider(true, remaining);
    }

    /**
     * Connects any server that speaks Chat Completions. The same address keeps its name.
     *
     * @throws RequestException if the address can't be one, or the vault is locked
     * @throws ProviderException if the key is refused, by us or by the server; then nothing is saved
     */
    public AddedProvider addCustom(String baseUrl, Optional<Secret> apiKey, Optional<String> model)
            throws InterruptedException {
        keys.refuseWhileLocked();
        String url = BaseUrl.checked(baseUrl).orElseThrow(() -> RequestException.missing("baseUrl"));
        if (apiKey.isEmpty() && !BaseUrl.local(url)) throw RequestException.missing("apiKey");
        ProviderAccount account = custom(url);
        Secret key = apiKey.orElseGet(() -> Secret.of(account.name()));
        List<String> models = KeyStore.normal(model.stream().toList());
        ProviderAccount trial = account.trying(Optional.of(key), Optional.of(url), models);
        Optional<List<ListedModel>> listed = notRefused(trial);
        String displayName = BaseUrl.displayName(url);
        keys.save(account.name(), key, url, models.isEmpty() ? null : models, displayName);
        connected(trial, listed);
        return new AddedProvider(true, account.name(), displayName);
    }

    /** Puts a model first among the saved ones. */
    public void saveModel(String provider, String model) {
        ProviderAccount account = known(provider);
        SequencedSet<String> models = new LinkedHashSet<>(List.of(model));
        models.addAll(account.saved().models());
        saveModels(provider, List.copyOf(models));
    }

    /** Replaces the saved models; none clears them. The models become favourites, in their order. */
    public void saveModels(String provider, List<String> models) {
        ProviderAccount account = known(provider);
        keys.save(account.name(), null, null, models, null);
        events.providerChanged(account.name());
    }

    /**
     * Downloads a model into a local Ollama, which may take long; interrupt to stop, pull again to resume.
     *
     * @throws ProviderException if the server can't be reached or doesn't know the model
     */
    public void pull(String model, Consumer<PullProgress> progress) throws InterruptedException {
        ProviderAccount account = known("ollama");
        ollama.pull(account, ModelName.raw(model), progress);
        ModelRefresh.await(refresh.startAll(List.of(account)), WHILE_SAVING);
    }

    private ProviderReport report(ProviderAccount account, int models) {
        Optional<ProviderHealth.LastUse> use = health.of(account.name());
        return new ProviderReport(
                account.name(),
                account.displayName(),
                account.label(),
                account.row().auth().wireName(),
                account.connected(),
                account.enabled(),
                account.local(),
                ProviderCards.source(account),
                account.baseUrl(),
                models,
                lists.of(account).map(ModelLists.Fetched::at),
                use.map(ProviderHealth.LastUse::at),
                use.flatMap(ProviderHealth.LastUse::failure).map(MoltisException::sentence),
                account.problems().stream()
                        .map(problem -> problem.source() + ": " + problem.why().sentence())
                        .toList());
    }

    private Validation validated(
            ProviderAccount trial, Optional<String> requestId, ValidationProgress.Listener progress)
            throws InterruptedException {
        String name = trial.name();
        progress.on(new ValidationProgress(
                name, "start", requestId, "Asking " + trial.displayName() + " about the key.", null));
        try {
            refuseEarly(trial);
            List<ValidatedModel> models = trial.row().auth() == AuthType.LOCAL
                    ? usable(catalog.registry(), trial)
                    : usable(checked(trial, requestId, progress), trial);
            progress.on(new ValidationProgress(
                    name, "complete", requestId, models.size() + " models can be used.", models.size()));
            return Validation.good(models);
        } catch (MoltisException e) {
            progress.on(new ValidationProgress(name, "error", requestId, e.sentence(), null));
            return Validation.bad(e);
        }
    }

    private Registry checked(ProviderAccount trial, Optional<String> requestId, ValidationProgress.Listener progress)
            throws InterruptedException {
        String name = trial.name();
        List<ListedModel> listed = check.check(trial, new KeyCheck.Steps() {
            @Override
            public void listed(int models) {
                progress.on(new ValidationProgress(
                        name, "candidates_discovered", requestId, models + " models are listed.", models));
            }

            @Override
            public void asking(String model) {
                progress.on(new ValidationProgress(
                        name, "probe_started", requestId, "Asking " + model + " for one token.", null));
            }
        });
        if (name.equals("ollama")) installed(trial, listed);
        ModelLists.Fetched fetched = new ModelLists.Fetched(trial.baseUrl().orElse(""), Instant.EPOCH, listed);
        return Registry.build(
                List.of(trial),
                List.of(),
                accounts.settings(),
                _ -> listed.isEmpty() ? Optional.empty() : Optional.of(fetched),
                List.of(),
                _ -> true);
    }

    private static List<ValidatedModel> usable(Registry registry, ProviderAccount trial) {
        return registry.inPickerOrder().stream()
                .map(Registry.Registered::card)
                .filter(card -> card.provider().equals(trial.name()))
                .map(ProviderSetup::validated)
                .toList();
    }

    private static ValidatedModel validated(ModelCard card) {
        return new ValidatedModel(
                card.id().toString(), card.displayName(), card.provider(), card.can(Capability.TOOLS));
    }

    private static void installed(ProviderAccount trial, List<ListedModel> listed) {
        if (listed.isEmpty()) {
            throw new ProviderException(
                    ErrorCode.NO_MODEL,
                    "ollama",
                    "Ollama runs but has no models.",
                    "Get one with: ollama pull llama3.2");
        }
        for (String wanted : trial.models()) {
            boolean there = listed.stream()
                    .anyMatch(model -> model.id().equals(wanted) || model.id().startsWith(wanted + ":"));
            if (!there) {
                throw new ProviderException(
                        ErrorCode.MODEL_UNKNOWN,
                        "ollama",
                        "The model " + wanted + " is not installed in Ollama.",
                        "Get it with: ollama pull " + wanted);
            }
        }
    }

    private static void refuseEarly(ProviderAccount trial) {
        Optional<ProviderException> refusal = trial.key()
                .flatMap(key -> KeyRule.refusal(trial.name(), key.secret().reveal()));
        if (refusal.isPresent()) throw refusal.get();
    }

    /** The models that the provider lists for the key, if it answers; who can't be reached refuses nothing. */
    private Optional<List<ListedModel>> notRefused(ProviderAccount trial) throws InterruptedException {
        refuseEarly(trial);
        try {
            return check.checkForFree(trial);
        } catch (ProviderException e) {
            if (e.code() == ErrorCode.KEY_REJECTED || e.code() == ErrorCode.CREDENTIAL_REFUSED) throw e;
            return Optional.empty();
        }
    }

    private void connected(ProviderAccount trial, Optional<List<ListedModel>> listed) {
        listed.ifPresent(models -> refresh.keep(trial, models));
        health.forget(trial.name());
        refresh.forgive(trial.name());
        if (!trial.settings().enabled()) enabling.set(trial.name(), true);
        events.providerChanged(trial.name());
    }

    /** An OpenAI key for another server is a custom provider. */
    private ProviderAccount underItsName(ProviderAccount account, Optional<String> url) {
        boolean elsewhere = account.name().equals("openai")
                && url.filter(text -> !BaseUrl.same(
                                text, account.row().defaultBaseUrl().orElse(text)))
                        .isPresent();
        return elsewhere ? custom(url.orElseThrow()) : account;
    }

    private ProviderAccount custom(String url) {
        Map<String, String> taken = new HashMap<>();
        for (ProviderAccount account : accounts.all()) {
            if (account.row().custom())
                taken.put(account.name(), account.baseUrl().orElse("http://unknown"));
        }
        String name = BaseUrl.customName(url, taken);
        return find(name);
    }

    /** A provider of the table, a custom one that exists, or one that is about to. */
    private ProviderAccount find(String provider) {
        return accounts.find(provider).orElseThrow(() -> unknown(provider));
    }

    private ProviderAccount known(String provider) {
        ProviderAccount account = find(provider);
        if (account.row().custom() && !account.present()) throw unknown(provider);
        return account;
    }

    private static RequestException unknown(String provider) {
        return RequestException.invalid("unknown provider: " + provider);
    }

    private static Optional<String> url(ProviderAccount account, KeyInput input) {
        Optional<String> given = BaseUrl.checked(input.baseUrl());
        Optional<String> cleared =
                input.baseUrl() == null ? account.baseUrl() : account.row().defaultBaseUrl();
        return given.or(() -> cleared).map(url -> account.name().equals("ollama") ? BaseUrl.withV1(url) : url);
    }

    /** The address as it is saved; null keeps what is there. */
    private static @Nullable String savedUrl(ProviderAccount account, KeyInput input) {
        if (input.baseUrl() == null) return null;
        String url = BaseUrl.checked(input.baseUrl()).orElse("");
        return account.name().equals("ollama") && !url.isEmpty() ? BaseUrl.withV1(url) : url;
    }

    private static int position(List<String> offered, String name) {
        int at = offered.indexOf(name);
        return at < 0 ? Integer.MAX_VALUE : at;
    }
}
