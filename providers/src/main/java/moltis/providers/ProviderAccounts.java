package moltis.providers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import moltis.core.ErrorCode;
import moltis.core.ProviderException;
import moltis.core.RequestException;
import moltis.core.Secret;
import moltis.providers.ProviderAccount.FoundKey;
import moltis.providers.ProviderAccount.Problem;
import moltis.providers.table.AuthType;
import moltis.providers.table.KeyRule;
import moltis.providers.table.ProviderRow;
import moltis.providers.table.ProviderTable;
import org.jspecify.annotations.Nullable;

/**
 * Which providers this person has, computed at the moment of asking from everything that has a say: the configuration,
 * the saved keys, the environment, and sign-ins. A key is looked for in this order: configuration, saved, the provider's
 * own variables, the generic pair; what can't be a key does not hide a later one. Safe for use by many threads.
 */
final class ProviderAccounts {

    private final Supplier<ProvidersSettings> settings;
    private final Supplier<Map<String, String>> environment;
    private final KeyStore keys;
    private final Map<String, CredentialSource> signIns;
    private final LocalModels local;
    private volatile @Nullable Snapshot last;

    private record Snapshot(
            ProvidersSettings settings, Map<String, String> environment, Object keys, List<Object> rest) {}

    ProviderAccounts(
            Supplier<ProvidersSettings> settings,
            Supplier<Map<String, String>> environment,
            KeyStore keys,
            Map<String, CredentialSource> signIns,
            LocalModels local) {
        this.settings = settings;
        this.environment = environment;
        this.keys = keys;
        this.signIns = Map.copyOf(signIns);
        this.local = local;
    }

    ProvidersSettings settings() {
        return settings.get();
    }

    /** Equal as long as {@link #all()} would give the same. */
    Object stamp() {
        List<Object> rest = new ArrayList<>(local.models());
        signIns.forEach((name, source) -> rest.add(name + source.connected()));
        Snapshot now = new Snapshot(settings.get(), environment.get(), keys.stamp(), rest);
        Snapshot known = last;
        if (known != null && known.equals(now)) return known;
        last = now;
        return now;
    }

    /** Whether there may be saved keys that nobody can read before the vault is unlocked. */
    boolean locked() {
        return keys.locked();
    }

    /** Every known provider, connected or not: those of the table, then custom ones, then the models of this machine. */
    List<ProviderAccount> all() {
        ProvidersSettings now = settings.get();
        Map<String, ProviderSettings> configured = new LinkedHashMap<>();
        now.providers().forEach((name, value) -> configured.putIfAbsent(ProviderTable.normalise(name), value));
        Map<String, StoredProvider> own = keys.own();
        Map<String, StoredProvider> home = keys.home();
        List<ProviderRow> rows = new ArrayList<>();
        ProviderTable.rows().stream()
                .filter(row -> row.auth() != AuthType.LOCAL)
                .forEach(rows::add);
        customNames(configured, own, home)
                .forEach(name -> ProviderTable.find(name).ifPresent(rows::add));
        ProviderTable.rows().stream()
                .filter(row -> row.auth() == AuthType.LOCAL)
                .forEach(rows::add);
        return rows.stream()
                .map(row -> account(now, row, configured, own, home))
                .toList();
    }

    /** The account of a known or a new custom provider, or empty for a name that is neither. */
    Optional<ProviderAccount> find(String name) {
        String normal = ProviderTable.normalise(name);
        Optional<ProviderAccount> known =
                all().stream().filter(account -> account.name().equals(normal)).findFirst();
        if (known.isPresent()) return known;
        return ProviderTable.find(normal).map(row -> account(settings.get(), row, Map.of(), Map.of(), Map.of()));
    }

    /** The models that the person saved, by full id, the last saved provider's first. */
    List<String> favourites() {
        Map<String, ProviderAccount> accounts = new LinkedHashMap<>();
        all().forEach(account -> accounts.put(account.name(), account));
        List<String> favourites = new ArrayList<>();
        keys.own().forEach((name, saved) -> {
            ProviderAccount account = accounts.get(name);
            if (account != null)
                saved.models().forEach(model -> favourites.add(account.id(model).toString()));
        });
        return favourites;
    }

    private static List<String> customNames(
            Map<String, ProviderSettings> configured,
            Map<String, StoredProvider> own,
            Map<String, StoredProvider> home) {
        LinkedHashSet<String> names = new LinkedHashSet<>(own.keySet());
        names.addAll(configured.keySet());
        names.addAll(home.keySet());
        return names.stream()
                .filter(name -> name.startsWith(ProviderTable.CUSTOM_PREFIX))
                .sorted()
                .toList();
    }

    private ProviderAccount account(
            ProvidersSettings all,
            ProviderRow row,
            Map<String, ProviderSettings> configured,
            Map<String, StoredProvider> own,
            Map<String, StoredProvider> home) {
        ProviderSettings table = configured.getOrDefault(row.name(), ProviderSettings.DEFAULT);
        StoredProvider mine = own.getOrDefault(row.name(), StoredProvider.NOTHING);
        StoredProvider stored = mine.over(home.getOrDefault(row.name(), StoredProvider.NOTHING));
        List<Problem> problems = new ArrayList<>();
        List<FoundKey> usable = row.auth() == AuthType.API_KEY ? keys(row, table, mine, stored, problems) : List.of();
        Optional<FoundKey> key = usable.stream().findFirst();
        Optional<CredentialSource> signIn = Optional.ofNullable(signIns.get(row.name()));
        if (key.isEmpty()) signIn.flatMap(found -> dead(row, found)).ifPresent(problems::add);
        Optional<String> variableUrl = row.baseUrlVariable().flatMap(this::variable);
        Optional<String> baseUrl = baseUrl(row, table, stored, variableUrl, problems);
        List<String> models = new ArrayList<>(stored.models());
        models.addAll(table.models());
        List<String> ids = KeyStore.normal(models);
        boolean present = row.auth() == AuthType.LOCAL
                ? !local.models().isEmpty()
                : configured.containsKey(row.name())
                        || own.containsKey(row.name())
                        || home.containsKey(row.name())
                        || variableUrl.isPresent()
                        || key.isPresent()
                        || !ids.isEmpty();
        boolean allowed = all.local() || !row.localOnly();
        return new ProviderAccount(
                row,
                stored.displayName().orElse(row.displayName()),
                table,
                allowed && table.enabled() && offered(all, row),
                present,
                key,
                usable.isEmpty() ? usable : usable.subList(1, usable.size()),
                baseUrl,
                signIn,
                ids,
                mine,
                problems);
    }

    /** A sign-in obeys its own switch only: who has signed in wants to use it. */
    private static boolean offered(ProvidersSettings all, ProviderRow row) {
        return row.auth() == AuthType.OAUTH
                || all.offered().isEmpty()
                || all.offered().stream()
                        .anyMatch(name -> ProviderTable.normalise(name).equals(row.name()));
    }

    private static Optional<Problem> dead(ProviderRow row, CredentialSource signIn) {
        return signIn.problem()
                .map(reason -> new Problem(
                        signIn.source(),
                        new ProviderException(
                                ErrorCode.KEY_REJECTED,
                                row.name(),
                                "The sign-in can't be used any more: " + reason + ".",
                                "Sign in again in Settings → LLMs, or run: moltis auth login --provider "
                                        + row.name())));
    }

    /** The keys that can be used, the one that counts first. */
    private List<FoundKey> keys(
            ProviderRow row,
            ProviderSettings table,
            StoredProvider mine,
            StoredProvider stored,
            List<Problem> problems) {
        List<FoundKey> found = new ArrayList<>();
        table.apiKey().ifPresent(key -> found.add(new FoundKey(key, "config:[providers." + row.name() + "].api_key")));
        String file = mine.apiKey().isPresent()
                ? keys.path().toString()
                : keys.homePath().map(Object::toString).orElse("");
        stored.apiKey().ifPresent(key -> found.add(new FoundKey(key, "file:" + file)));
        for (String name : row.keyVariables()) {
            variable(name).ifPresent(value -> found.add(new FoundKey(Secret.of(value), "env:" + name)));
        }
        genericKey(row).ifPresent(found::add);
        List<FoundKey> usable = new ArrayList<>();
        for (FoundKey candidate : found) {
            Optional<ProviderException> refusal =
                    KeyRule.refusal(row.name(), candidate.secret().reveal());
            if (refusal.isEmpty()) usable.add(candidate);
            else if (usable.isEmpty()) problems.add(new Problem(candidate.source(), refusal.get()));
        }
        // Perhaps the key lies there; nobody can tell.
        if (usable.isEmpty() && keys.locked())
            problems.add(new Problem("file:" + keys.path(), RequestException.vaultLocked("saved keys can't be read")));
        return usable;
    }

    /** {@code MOLTIS_PROVIDER} and {@code MOLTIS_API_KEY}, each with a plain name as second choice. */
    private Optional<FoundKey> genericKey(ProviderRow row) {
        String providerName = variable("MOLTIS_PROVIDER").isPresent() ? "MOLTIS_PROVIDER" : "PROVIDER";
        String keyName = variable("MOLTIS_API_KEY").isPresent() ? "MOLTIS_API_KEY" : "API_KEY";
        return variable(providerName)
                .filter(name -> ProviderTable.normalise(name).equals(row.name()))
                .flatMap(_ -> variable(keyName))
                .map(key -> new FoundKey(Secret.of(key), "env:" + providerName + "+" + keyName));
    }

    private static Optional<String> baseUrl(
            ProviderRow row,
            ProviderSettings table,
            StoredProvider stored,
            Optional<String> variable,
            List<Problem> problems) {
        // Where models run in this process the setting names a file.
        if (row.auth() == AuthType.LOCAL) return Optional.empty();
        Optional<String> url = table.baseUrl()
                .filter(text -> !text.isBlank())
                .or(stored::baseUrl)
                .or(() -> variable)
                .or(row::defaultBaseUrl);
        try {
            Optional<String> checked = BaseUrl.checked(url.orElse(null));
            return row.name().equals("ollama") ? checked.map(BaseUrl::withV1) : checked;
        } catch (RequestException e) {
            problems.add(new Problem("base_url", e));
            return Optional.empty();
        }
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get().get(name))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }
}
