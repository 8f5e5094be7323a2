package moltis.providers;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import moltis.core.model.Capability;
import moltis.core.model.ModelCard;
import moltis.core.model.ModelId;
import moltis.core.model.ToolMode;
import moltis.providers.LocalModels.LocalModel;
import moltis.providers.table.AuthType;
import moltis.providers.table.Discovery;
import moltis.providers.table.EffortForm;
import moltis.providers.table.ModelFacts;
import moltis.providers.table.ModelNames;
import moltis.providers.table.StaticModel;
import moltis.providers.table.WireKind;
import org.jspecify.annotations.Nullable;

/** All models of all connected providers at one moment. Immutable; a change of anything makes a new one. */
final class Registry {

    /** These are pointed out wherever they are listed. */
    private static final Set<String> RECOMMENDED =
            Set.of("gpt-5.6", "gpt-5.6-sol", "gpt-5.6-terra", "gpt-5.6-luna", "o4-mini", "o3");

    private static final Duration LEGACY_AGE = Duration.ofDays(365);

    /**
     * A model and whom to ask for it.
     *
     * @param rank its place among the person's favourites; {@link Integer#MAX_VALUE} is none
     */
    record Registered(ModelCard card, ProviderAccount account, boolean effortSupported, int rank) {}

    private static final Comparator<Registered> SUBSCRIPTIONS_FIRST =
            Comparator.comparing(model -> !model.account().row().subscription());

    private static final Comparator<Registered> PICKER_ORDER = Comparator.comparingInt(Registered::rank)
            .thenComparing(model -> model.card().displayName().toLowerCase(Locale.ROOT))
            .thenComparing(SUBSCRIPTIONS_FIRST);

    private final Map<String, Registered> models;
    private final Map<String, Registered> byRawId = new HashMap<>();
    private final List<Registered> subscriptionsFirst;
    private final List<Registered> pickerOrder;

    private Registry(Map<String, Registered> models) {
        this.models = models;
        this.subscriptionsFirst =
                models.values().stream().sorted(SUBSCRIPTIONS_FIRST).toList();
        this.pickerOrder = models.values().stream().sorted(PICKER_ORDER).toList();
        for (Registered model : subscriptionsFirst) {
            byRawId.putIfAbsent(model.card().id().name(), model);
        }
    }

    /**
     * @param favourites saved models by full id, the last saved first
     * @param spoken protocols that we speak; models that want another one are left out
     */
    static Registry build(
            Collection<ProviderAccount> accounts,
            List<String> favourites,
            ProvidersSettings settings,
            Function<ProviderAccount, Optional<ModelLists.Fetched>> lists,
            List<LocalModel> local,
            Predicate<WireKind> spoken) {
        Preferences preferences = Preferences.of(favourites, settings.priorityModels());
        Map<String, Registered> models = new LinkedHashMap<>();
        for (ProviderAccount account : accounts) {
            if (!account.connected()) continue;
            List<ListedModel> listed = account.row().auth() == AuthType.LOCAL
                    ? local.stream().map(Registry::listed).toList()
                    : merged(account, lists.apply(account).map(ModelLists.Fetched::models));
            Set<String> recommended = recommended(account, listed);
            for (ListedModel model : listed) {
                if (!spoken.test(account.row().wireOf(model.id()))) continue;
                Registered registered = register(account, model, recommended, settings, preferences);
                models.putIfAbsent(registered.card().id().toString(), registered);
            }
        }
        return new Registry(models);
    }

    /** In the order in which the providers stand in the table, which decides between equals. */
    Collection<Registered> all() {
        return models.values();
    }

    /** By full id, else by the provider's own name of the model. */
    Optional<Registered> find(String id) {
        Registered exact = models.get(id);
        if (exact != null) return Optional.of(exact);
        return id.contains("::") ? Optional.empty() : Optional.ofNullable(byRawId.get(id));
    }

    Set<String> ids() {
        return models.keySet();
    }

    /** Preferred ones by their rank, then by name; between equals a subscription comes first. */
    List<Registered> inPickerOrder() {
        return pickerOrder;
    }

    /** The first that supports tools, subscriptions before others; if none does, the first of all. */
    Optional<Registered> first(ModelFlags.Flags flags) {
        List<Registered> usable = subscriptionsFirst.stream()
                .filter(model -> flags.usable(model.card().id().toString()))
                .toList();
        return usable.stream()
                .filter(model -> model.card().can(Capability.TOOLS))
                .findFirst()
                .or(() -> usable.stream().findFirst());
    }

    /** Whether a picker leaves it out because of its age. */
    static boolean legacy(ModelCard card, Clock clock) {
        return !card.preferred()
                && card.createdAt()
                        .filter(created -> created.isBefore(clock.instant().minus(LEGACY_AGE)))
                        .isPresent();
    }

    /**
     * What the person named comes first and is there even if nobody lists it; then the list, or what we know of the vendor
     * ourselves. Of another server that speaks the vendor's protocol we know nothing before it has answered.
     */
    private static List<ListedModel> merged(ProviderAccount account, Optional<List<ListedModel>> fetched) {
        boolean ask = account.settings().fetchModels();
        Map<String, ListedModel> known = new LinkedHashMap<>();
        if (ask) fetched.ifPresent(list -> list.forEach(model -> known.put(model.id(), model)));
        boolean vouched = account.row().discovery() == Discovery.NONE || (ask && account.asksVendor());
        if (known.isEmpty() && vouched) {
            account.row().models().forEach(model -> known.put(model.id(), ListedModel.named(model.id())));
        }
        List<ListedModel> models = new ArrayList<>();
        for (String id : account.models()) {
            ListedModel found = known.remove(id);
            models.add(found == null ? installedAs(id, known) : found);
        }
        models.addAll(known.values());
        return models.stream()
                .filter(model -> !ModelFacts.unfit(capabilityId(model.id())))
                .toList();
    }

    /** Ollama lists {@code llama3.2:latest} where a person writes {@code llama3.2}: the facts are the same. */
    private static ListedModel installedAs(String id, Map<String, ListedModel> known) {
        ListedModel tagged = known.remove(id + ":latest");
        if (tagged == null) return ListedModel.named(id);
        return new ListedModel(
                id,
                id,
                tagged.createdAt(),
                tagged.contextTokens(),
                tagged.tools(),
                tagged.vision(),
                tagged.reasoning());
    }

    private static ListedModel listed(LocalModel model) {
        return new ListedModel(model.id(), model.displayName(), null, model.contextTokens(), false, false, false);
    }

    private static Set<String> recommended(ProviderAccount account, List<ListedModel> listed) {
        int first = account.row().recommended();
        List<String> pointedOut = account.row().discovery() == Discovery.ANTHROPIC_LIST
                ? listed.stream().map(ListedModel::id).limit(first).toList()
                : account.row().models().stream()
                        .map(StaticModel::id)
                        .limit(first)
                        .toList();
        return Set.copyOf(pointedOut);
    }

    private static Registered register(
            ProviderAccount account,
            ListedModel model,
            Set<String> recommended,
            ProvidersSettings settings,
            Preferences preferences) {
        ModelId id = account.id(model.id());
        String capabilityId = id.capabilityName();
        Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
        if (said(model.tools(), ModelFacts.tools(capabilityId))) capabilities.add(Capability.TOOLS);
        if (said(model.vision(), ModelFacts.vision(capabilityId))) capabilities.add(Capability.VISION);
        if (said(model.reasoning(), ModelFacts.reasoning(capabilityId))) capabilities.add(Capability.REASONING);
        String displayName = displayName(account, model);
        int rank = preferences.rank(id, displayName);
        ModelCard card = new ModelCard(
                id,
                account.name(),
                displayName,
                contextTokens(account, model, capabilityId, settings),
                capabilities,
                toolMode(account, capabilities),
                account.local(),
                rank < Integer.MAX_VALUE,
                recommended.contains(model.id()) || RECOMMENDED.contains(capabilityId),
                Optional.ofNullable(model.createdAt()));
        return new Registered(
                card,
                account,
                capabilities.contains(Capability.REASONING) && account.row().effort() != EffortForm.UNSUPPORTED,
                rank);
    }

    private static boolean said(@Nullable Boolean byProvider, boolean byTable) {
        return byProvider == null ? byTable : byProvider;
    }

    private static ToolMode toolMode(ProviderAccount account, Set<Capability> capabilities) {
        return account.settings().toolMode().orElseGet(() -> usualToolMode(account, capabilities));
    }

    /** A model small enough for this machine takes tools that are told as text for the thing to write about. */
    private static ToolMode usualToolMode(ProviderAccount account, Set<Capability> capabilities) {
        if (capabilities.contains(Capability.TOOLS)) return ToolMode.NATIVE;
        return account.row().auth() == AuthType.LOCAL ? ToolMode.OFF : ToolMode.TEXT;
    }

    private static int contextTokens(
            ProviderAccount account, ListedModel model, String capabilityId, ProvidersSettings settings) {
        Integer override = account.settings().contextTokens().get(capabilityId);
        if (override == null) override = settings.contextTokens().get(capabilityId);
        if (override == null) override = model.contextTokens();
        return override == null ? ModelFacts.contextTokens(account.name(), capabilityId) : override;
    }

    private static String displayName(ProviderAccount account, ListedModel model) {
        String listed = model.displayName();
        if (listed != null && !listed.isBlank() && !listed.equals(model.id())) return listed;
        return account.row().models().stream()
                .filter(known -> known.id().equals(model.id()))
                .map(StaticModel::displayName)
                .findFirst()
                .orElseGet(() -> ModelNames.of(model.id()));
    }

    private static String capabilityId(String model) {
        return model.substring(model.lastIndexOf('/') + 1);
    }

    /** The person's favourites: what was saved last, then {@code chat.priority_models}. */
    private record Preferences(Map<String, Integer> ranks) {

        static Preferences of(List<String> favourites, List<String> priority) {
            List<String> wanted = new ArrayList<>(favourites);
            wanted.addAll(priority);
            Map<String, Integer> ranks = new LinkedHashMap<>();
            for (String model : wanted) ranks.putIfAbsent(key(model), ranks.size());
            return new Preferences(ranks);
        }

        /** Smaller is better; {@link Integer#MAX_VALUE} is no favourite. */
        int rank(ModelId id, String displayName) {
            return Stream.of(id.toString(), id.name(), displayName)
                    .mapToInt(text -> ranks.getOrDefault(key(text), Integer.MAX_VALUE))
                    .min()
                    .orElse(Integer.MAX_VALUE);
        }

        /** Letter case and punctuation don't matter. */
        private static String key(String text) {
            return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", " ").strip();
        }
    }
}
