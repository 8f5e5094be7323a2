package moltis.providers.table;

import java.util.List;

/**
 * A trait, and the models of a provider that have it.
 *
 * @param parts beginnings of model ids, or parts of them when {@code anywhere}; none means every model
 */
public record TraitRule(Trait trait, List<String> parts, boolean anywhere) {

    public TraitRule {
        parts = List.copyOf(parts);
    }

    static TraitRule always(Trait trait) {
        return new TraitRule(trait, List.of(), false);
    }

    static TraitRule startingWith(Trait trait, String... prefixes) {
        return new TraitRule(trait, List.of(prefixes), false);
    }

    static TraitRule containing(Trait trait, String part) {
        return new TraitRule(trait, List.of(part), true);
    }

    boolean holdsFor(String model) {
        return parts.isEmpty()
                || parts.stream().anyMatch(part -> anywhere ? model.contains(part) : model.startsWith(part));
    }
}
