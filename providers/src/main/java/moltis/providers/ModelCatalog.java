package moltis.providers;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import moltis.core.ErrorCode;
import moltis.core.ProviderException;
import moltis.core.RequestException;
import moltis.core.model.ChatModel;
import moltis.core.model.ModelCard;
import moltis.core.model.ModelDirectory;
import moltis.core.model.OpenedModel;
import moltis.core.model.Protocol;
import moltis.core.model.ReasoningEffort;
import moltis.providers.Registry.Registered;
import moltis.providers.table.AuthType;
import moltis.providers.table.ProviderTable;
import moltis.providers.table.WireKind;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models of all connected providers. What it answers is computed from what is on this machine, and computed anew when
 * the configuration, a saved key, the environment, or a list changes, also when another process changed it. Safe for use
 * by many threads.
 */
public final class ModelCatalog implements ModelDirectory {

    private static final Logger LOG = LoggerFactory.getLogger(ModelCatalog.class);
    private static final Duration FIRST_LISTS = Duration.ofSeconds(10);

    private final ProviderAccounts accounts;
    private final ModelLists lists;
    private final ModelFlags flags;
    private final ModelRefresh refresh;
    private final Models models;
    private final LocalModels local;
    private final Clock clock;
    private volatile @Nullable Built last;

    /** @param opened the models that were asked for, so that each is made once */
    private record Built(List<Object> stamp, Registry registry, Map<String, ChatModel> opened) {}

    /** Makes the model behind an entry. */
    interface Models {
        ChatModel open(Registered model);

        boolean speaks(WireKind wire);
    }

    ModelCatalog(
            ProviderAccounts accounts,
            ModelLists lists,
            ModelFlags flags,
            ModelRefresh refresh,
            Models models,
            LocalModels local,
            Clock clock) {
        this.accounts = accounts;
        this.lists = lists;
        this.flags = flags;
        this.refresh = refresh;
        this.models = models;
        this.local = local;
        this.clock = clock;
    }

    @Override
    public List<ModelCard> models() {
        ModelFlags.Flags now = flags.read();
        boolean legacy = accounts.settings().showLegacyModels();
        return registry().inPickerOrder().stream()
                .map(Registered::card)
                .filter(card -> now.usable(card.id().toString()))
                .filter(card -> legacy || !Registry.legacy(card, clock))
                .toList();
    }

    @Override
    public OpenedModel open(String id) {
        ModelName name = ModelName.parse(id.strip());
        Built now = built();
        Registered found = now.registry().find(name.text()).orElseThrow(() -> unknown(name.text()));
        return open(now, found, name.effort());
    }

    @Override
    public Optional<OpenedModel> defaultModel() {
        Built now = built();
        Optional<Registered> first = now.registry().first(flags.read());
        if (first.isEmpty() && accounts.locked()) throw RequestException.vaultLocked("no model can be asked");
        return first.map(found -> open(now, found, Optional.empty()));
    }

    @Override
    public void prepare(String id) throws InterruptedException {
        String name = ModelName.parse(id.strip()).text();
        Optional<Registered> known =
                name.isEmpty() ? registry().first(flags.read()) : registry().find(name);
        if (known.isPresent()) {
            ProviderAccount account = known.get().account();
            if (refresh.neverListed(account)) refresh.startIfStale(List.of(account));
            return;
        }
        List<ProviderAccount> mayHave = accounts.all().stream()
                .filter(account -> !name.contains("::") || name.startsWith(account.label() + "::"))
                .toList();
        ModelRefresh.await(refresh.startIfStale(mayHave), FIRST_LISTS);
    }

    /** The models now, whether or not they may be used. */
    Registry registry() {
        return built().registry();
    }

    private Built built() {
        List<Object> stamp = List.of(accounts.stamp(), lists.stamp());
        Built known = last;
        if (known != null && known.stamp().equals(stamp)) return known;
        Registry registry = Registry.build(
                accounts.all(), accounts.favourites(), accounts.settings(), lists::of, local.models(), models::speaks);
        Built built = new Built(stamp, registry, new ConcurrentHashMap<>());
        last = built;
        return built;
    }

    private OpenedModel open(Built now, Registered found, Optional<ReasoningEffort> effort) {
        if (effort.isPresent() && !found.effortSupported()) {
            LOG.atWarn()
                    .addKeyValue("model", found.card().id())
                    .log("the model knows no reasoning effort; the effort is ignored");
            effort = Optional.empty();
        }
        ChatModel model = now.opened().computeIfAbsent(found.card().id().toString(), _ -> models.open(found));
        Set<Protocol> verbatim = found.account()
                .endpoint(found.card().id(), found.card().toolMode(), found.effortSupported())
                .verbatim();
        return new OpenedModel(found.card(), model, effort, verbatim);
    }

    /** Says why: an unknown name is never repaired, and a provider that isn't connected is the better explanation. */
    private ProviderException unknown(String id) {
        Registry registry = registry();
        int at = id.lastIndexOf("::");
        String label = at < 0 ? "" : id.substring(0, at);
        Optional<ProviderAccount> account = account(accounts.all(), label);
        if (account.isPresent() && !account.get().connected()) return notConnected(account.get());
        List<String> similar = Suggestions.of(id, registry.ids());
        String meant = similar.isEmpty() ? "" : " did you mean: " + String.join(", ", similar);
        return new ProviderException(
                ErrorCode.MODEL_UNKNOWN,
                label,
                "unknown model: " + id + "." + meant,
                registry.ids().isEmpty()
                        ? "Connect a provider first: moltis providers add."
                        : "Choose one of moltis models list, or add its name under [providers] models.");
    }

    private static Optional<ProviderAccount> account(Collection<ProviderAccount> all, String label) {
        String name = ProviderTable.normalise(label);
        return all.stream()
                .filter(account ->
                        account.label().equals(label) || account.name().equals(name))
                .findFirst();
    }

    /** Why a known provider can't be asked. */
    static ProviderException notConnected(ProviderAccount account) {
        String name = account.displayName();
        if (!account.problems().isEmpty()) {
            ProviderAccount.Problem problem = account.problems().getFirst();
            return new ProviderException(
                    problem.why().code(),
                    account.name(),
                    name + " is not connected. " + problem.why().sentence() + " (Found in " + problem.source() + ".)",
                    problem.why().hint());
        }
        if (!account.enabled()) {
            return new ProviderException(
                    ErrorCode.KEY_MISSING,
                    account.name(),
                    name + " is switched off.",
                    "Connect it again with moltis providers add " + account.name() + ".");
        }
        if (account.row().auth() == AuthType.LOCAL) {
            return new ProviderException(
                    ErrorCode.NO_MODEL,
                    account.name(),
                    "There is no model on this machine.",
                    "Get one with moltis models pull starter.");
        }
        boolean needsUrl = account.baseUrl().isEmpty();
        return new ProviderException(
                ErrorCode.KEY_MISSING,
                account.name(),
                name + " is not connected: there is no " + (needsUrl ? "base URL" : "API key") + ".",
                account.row().keyVariables().isEmpty()
                        ? "Connect it with moltis providers add " + account.name() + "."
                        : "Connect it with moltis providers add " + account.name() + ", or set "
                                + account.row().keyVariables().getFirst() + ".");
    }
}
