package moltis.providers.table;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that distinguishes one provider from another.
 *
 * @param name the name in configuration files
 * @param aliases other names that people use
 * @param keyVariables environment variables that may hold the key, in their order
 * @param defaultBaseUrl absent where the person must name the server
 * @param requiresModel the person must name a model; there is no list worth choosing from
 * @param subscription a plan that is paid anyway, hence preferred where a key offers the same model
 * @param recommended how many models from the top of a list we point out
 * @param wireByPrefix models that speak another protocol than the rest, by the beginning of their id
 */
public record ProviderRow(
        String name,
        String displayName,
        List<String> aliases,
        AuthType auth,
        WireKind wire,
        List<String> keyVariables,
        Optional<String> baseUrlVariable,
        Optional<String> defaultBaseUrl,
        Discovery discovery,
        KeyProof keyProof,
        boolean keyOptional,
        boolean localOnly,
        boolean requiresModel,
        boolean subscription,
        int recommended,
        List<StaticModel> models,
        EffortForm effort,
        List<TraitRule> traitRules,
        Map<String, WireKind> wireByPrefix) {

    public ProviderRow {
        aliases = List.copyOf(aliases);
        keyVariables = List.copyOf(keyVariables);
        models = List.copyOf(models);
        traitRules = List.copyOf(traitRules);
        wireByPrefix = Map.copyOf(wireByPrefix);
    }

    public boolean custom() {
        return name.startsWith(ProviderTable.CUSTOM_PREFIX);
    }

    public Set<Trait> traits(String model) {
        EnumSet<Trait> traits = EnumSet.noneOf(Trait.class);
        for (TraitRule rule : traitRules) {
            if (rule.holdsFor(model)) traits.add(rule.trait());
        }
        return traits;
    }

    /** The protocol of one model; most providers speak one for all. */
    public WireKind wireOf(String model) {
        String id = model.substring(model.lastIndexOf('/') + 1);
        return wireByPrefix.entrySet().stream()
                .filter(entry -> id.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(wire);
    }

    static Draft named(String name, String displayName) {
        return new Draft(name, displayName);
    }

    /** A row while the table is written: a Chat Completions vendor with a key and a list, unless it says otherwise. */
    static final class Draft {

        private final String name;
        private final String displayName;
        private final List<StaticModel> models = new ArrayList<>();
        private final List<TraitRule> traits = new ArrayList<>();
        private List<String> aliases = List.of();
        private AuthType auth = AuthType.API_KEY;
        private WireKind wire = WireKind.CHAT_COMPLETIONS;
        private List<String> keyVariables = List.of();
        private Optional<String> baseUrlVariable = Optional.empty();
        private Optional<String> baseUrl = Optional.empty();
        private Discovery discovery = Discovery.OPENAI_LIST;
        private KeyProof keyProof = KeyProof.LIST;
        private EffortForm effort = EffortForm.OPENAI;
        private Map<String, WireKind> wireByPrefix = Map.of();
        private boolean keyOptional;
        private boolean localOnly;
        private boolean requiresModel;
        private boolean subscription;
        private int recommended = 2;

        private Draft(String name, String displayName) {
            this.name = name;
            this.displayName = displayName;
        }

        Draft alias(String... others) {
            aliases = List.of(others);
            return this;
        }

        /** The key's variables are {@code <stem>_API_KEY} and {@code more}; the base URL's is {@code <stem>_BASE_URL}. */
        Draft variables(String stem, String... more) {
            List<String> all = new ArrayList<>(List.of(stem + "_API_KEY"));
            all.addAll(List.of(more));
            keyVariables = all;
            baseUrlVariable = Optional.of(stem + "_BASE_URL");
            return this;
        }

        Draft at(String url) {
            baseUrl = Optional.of(url);
            return this;
        }

        Draft wire(WireKind kind) {
            wire = kind;
            return this;
        }

        Draft lists(Discovery kind) {
            discovery = kind;
            return this;
        }

        Draft provenBy(KeyProof proof) {
            keyProof = proof;
            return this;
        }

        Draft effort(EffortForm form) {
            effort = form;
            return this;
        }

        Draft wires(Map<String, WireKind> byPrefix) {
            wireByPrefix = byPrefix;
            return this;
        }

        Draft signIn() {
            auth = AuthType.OAUTH;
            subscription = true;
            return this;
        }

        Draft onThisMachine() {
            localOnly = true;
            keyOptional = true;
            keyProof = KeyProof.ANY_ANSWER;
            return this;
        }

        Draft inProcess() {
            auth = AuthType.LOCAL;
            wire = WireKind.IN_PROCESS;
            discovery = Discovery.NONE;
            effort = EffortForm.UNSUPPORTED;
            return onThisMachine();
        }

        Draft wantsAModel() {
            requiresModel = true;
            return this;
        }

        Draft recommends(int first) {
            recommended = first;
            return this;
        }

        Draft knows(String... idsAndNames) {
            for (int i = 0; i < idsAndNames.length; i += 2)
                models.add(new StaticModel(idsAndNames[i], idsAndNames[i + 1]));
            return this;
        }

        /** Models whose display name follows from the id, with {@code suffix} behind it. */
        Draft knowsIds(String suffix, String... ids) {
            for (String id : ids) models.add(new StaticModel(id, ModelNames.of(id) + suffix));
            return this;
        }

        Draft traits(Trait... always) {
            for (Trait trait : always) traits.add(TraitRule.always(trait));
            return this;
        }

        Draft trait(TraitRule rule) {
            traits.add(rule);
            return this;
        }

        ProviderRow row() {
            return new ProviderRow(
                    name,
                    displayName,
                    aliases,
                    auth,
                    wire,
                    keyVariables,
                    baseUrlVariable,
                    baseUrl,
                    discovery,
                    keyProof,
                    keyOptional,
                    localOnly,
                    requiresModel,
                    subscription,
                    recommended,
                    models,
                    effort,
                    traits,
                    wireByPrefix);
        }
    }
}
