package moltis.app;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import moltis.core.Secret;
import org.jspecify.annotations.Nullable;

/**
 * The variables as they are now: those of the process, else of {@code [env]}, else those that a person stored. Made anew
 * only after one of them changed. Safe for use by many threads.
 */
final class StoredVariables implements Supplier<Map<String, String>> {

    private final Supplier<Map<String, String>> given;
    private final Supplier<Map<String, Secret>> stored;
    private volatile @Nullable Joined last;

    /**
     * @param given what counts more
     * @param stored answers the same map until it changes
     */
    StoredVariables(Supplier<Map<String, String>> given, Supplier<Map<String, Secret>> stored) {
        this.given = given;
        this.stored = stored;
    }

    @Override
    public Map<String, String> get() {
        Map<String, String> first = given.get();
        Map<String, Secret> second = stored.get();
        Joined joined = last;
        if (joined == null || joined.first != first || joined.second != second)
            last = joined = new Joined(first, second, join(first, second));
        return joined.all;
    }

    private static Map<String, String> join(Map<String, String> first, Map<String, Secret> second) {
        if (second.isEmpty()) return first;
        Map<String, String> all = new HashMap<>();
        second.forEach((name, value) -> all.put(name, value.reveal()));
        all.putAll(first);
        return Map.copyOf(all);
    }

    private record Joined(Map<String, String> first, Map<String, Secret> second, Map<String, String> all) {}
}
