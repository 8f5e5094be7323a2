package moltis.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import moltis.config.schema.KeyPath;
import moltis.config.schema.KeySpec;
import moltis.config.schema.KeyValue;
import moltis.config.schema.Pass;
import moltis.config.section.MoltisConfig;

/** What holds when nothing is written, and every key there is. */
final class Defaults {

    private Defaults() {}

    /** The keys with their values in an installation without a file, built-in presets included. */
    static Map<KeyPath, KeyValue> values() {
        var values = new LinkedHashMap<KeyPath, KeyValue>();
        MoltisConfig.read(Pass.observing(BuiltInPresets.tree(), Path.of("~"), value -> values.put(value.path(), value))
                .reader());
        return values;
    }

    /** Every key, with {@code *} for free names, in the order of the sections. */
    static List<KeySpec> specs() {
        var specs = new ArrayList<KeySpec>();
        MoltisConfig.read(Pass.describing(specs::add).reader());
        return specs;
    }
}
