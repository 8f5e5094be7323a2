package moltis.config;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Where every environment variable is looked up: the process first, then what the {@code [env]} table gives, then what
 * was stored in the browser. Immutable; the values may be secrets and are never printed.
 */
public final class Environment {

    private final Map<String, String> values;

    private Environment(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    public static Environment of(Map<String, String> values) {
        return new Environment(values);
    }

    /** The value of {@code name}; empty when it is not set. */
    public Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** Like {@link #get}, but a blank value counts as not set. */
    public Optional<String> nonBlank(String name) {
        return get(name).filter(value -> !value.isBlank());
    }

    /** Whether {@code name} is set to {@code 1} or {@code true}. */
    public boolean isOn(String name) {
        return get(name)
                .filter(value -> value.equals("1") || value.equalsIgnoreCase("true"))
                .isPresent();
    }

    /** This environment, with {@code fallback} for names that it does not have. */
    public Environment or(Map<String, String> fallback) {
        if (fallback.isEmpty()) return this;
        var joined = new HashMap<>(fallback);
        joined.putAll(values);
        return new Environment(joined);
    }

    /** The names that begin with {@code prefix}, in order. */
    Iterable<String> names(String prefix) {
        var names = new TreeSet<String>();
        for (String name : values.keySet()) if (name.startsWith(prefix)) names.add(name);
        return names;
    }

    @Override
    public String toString() {
        return "Environment[" + values.size() + " variables]";
    }
}
