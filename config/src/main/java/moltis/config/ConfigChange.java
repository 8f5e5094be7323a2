package moltis.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import moltis.config.schema.KeyPath;
import moltis.config.schema.KeyValue;

/**
 * What differs between two configurations.
 *
 * @param live changed keys that apply at once
 * @param restart changed keys that wait for the next start
 */
public record ConfigChange(LoadedConfig before, LoadedConfig after, List<KeyPath> live, List<KeyPath> restart) {

    static ConfigChange between(LoadedConfig before, LoadedConfig after) {
        Map<KeyPath, KeyValue> old = before.values();
        Map<KeyPath, KeyValue> now = after.values();
        var live = new ArrayList<KeyPath>();
        var restart = new ArrayList<KeyPath>();
        now.forEach((path, value) -> {
            KeyValue former = old.remove(path);
            // A table that is new, such as a provider, had the defaults of its keys before.
            Optional<Object> was = former == null ? value.spec().fallback() : former.value();
            if (!was.equals(value.value())) (value.spec().hot() ? live : restart).add(path);
        });
        old.forEach((path, value) -> {
            if (!value.value().equals(value.spec().fallback())) (value.spec().hot() ? live : restart).add(path);
        });
        return new ConfigChange(before, after, List.copyOf(live), List.copyOf(restart));
    }

    public boolean isEmpty() {
        return live.isEmpty() && restart.isEmpty();
    }
}
