package moltis.config;

import java.util.Map;
import moltis.config.schema.Trees;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** A configuration in YAML. */
final class YamlText {

    private YamlText() {}

    static Map<String, Object> parse(String text) throws ConfigFormat.Malformed {
        try {
            Object tree =
                    new Load(LoadSettings.builder().setLabel("moltis.yaml").build()).loadFromString(text);
            if (tree == null) return Map.of();
            if (tree instanceof Map<?, ?>) return Trees.table(Trees.normal(tree));
            throw new ConfigFormat.Malformed(1, "the text is not a YAML mapping");
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            throw new ConfigFormat.Malformed(line, "the text is not YAML");
        } catch (YamlEngineException | NullPointerException _) {
            throw new ConfigFormat.Malformed(0, "the text is not YAML");
        }
    }

    static String write(Map<String, Object> tree) {
        var settings =
                DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).build();
        return new Dump(settings).dumpToString(tree);
    }
}
