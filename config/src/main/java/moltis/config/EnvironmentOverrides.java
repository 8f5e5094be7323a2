package moltis.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import moltis.config.schema.FromEnvironment;
import moltis.config.schema.KeyPath;
import moltis.config.schema.Trees;
import moltis.core.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Lays variables over the tree: {@code MOLTIS_SERVER__PORT} is {@code server.port}. A part may stand in quotation marks
 * to be taken to the letter; otherwise a name that is in the file already is found in spite of case and of {@code _} for
 * {@code -}. Whether a value fits is decided where the key is read.
 */
final class EnvironmentOverrides {

    private static final String PREFIX = "MOLTIS_";
    private static final Set<String> ROOT_KEYS = Set.of("upstream_proxy");
    private static final Map<String, List<String>> ALIASES = Map.of(
            "vercel_token", List.of("VERCEL_TOKEN", "VERCEL_OIDC_TOKEN"),
            "vercel_project_id", List.of("VERCEL_PROJECT_ID"),
            "vercel_team_id", List.of("VERCEL_TEAM_ID"),
            "daytona_api_key", List.of("DAYTONA_API_KEY"),
            "daytona_api_url", List.of("DAYTONA_API_URL"),
            "daytona_target", List.of("DAYTONA_TARGET"));

    private final Environment environment;

    EnvironmentOverrides(Environment environment) {
        this.environment = environment;
    }

    Map<String, Object> apply(Map<String, Object> tree) {
        Map<String, Object> changed = tree;
        for (String variable : environment.names(PREFIX)) {
            String name = variable.substring(PREFIX.length());
            if (!name.contains("__") && !ROOT_KEYS.contains(name.toLowerCase(Locale.ROOT))) continue;
            String text = environment.get(variable).orElse("");
            changed = laid(changed, List.of(name.split("__")), variable, text, "");
        }
        return aliases(changed);
    }

    private Map<String, Object> laid(
            Map<String, Object> table, List<String> segments, String variable, String text, String parent) {
        var copy = new LinkedHashMap<>(table);
        String key = key(segments.getFirst(), table, parent);
        if (segments.size() == 1) {
            copy.put(key, new FromEnvironment(text, variable, copy.get(key)));
        } else {
            Map<String, Object> inner = inner(copy.get(key));
            copy.put(key, laid(inner, segments.subList(1, segments.size()), variable, text, key));
        }
        return copy;
    }

    private static String key(String segment, Map<String, Object> table, String parent) {
        if (segment.length() > 2 && segment.startsWith("\"") && segment.endsWith("\"")) {
            return segment.substring(1, segment.length() - 1);
        }
        String key = segment.toLowerCase(Locale.ROOT);
        if (table.containsKey(key)) return key;
        for (String present : table.keySet()) {
            if (present.toLowerCase(Locale.ROOT).replace('-', '_').equals(key)) return present;
        }
        boolean provider = parent.equals("providers") && !key.equals("offered") && !key.equals("show_legacy_models");
        return provider ? key.replace('_', '-') : key;
    }

    /** The table to go on in; a table that another variable gives as JSON is opened. */
    private static Map<String, Object> inner(@Nullable Object value) {
        if (value instanceof Map<?, ?> table) return Trees.table(table);
        if (value instanceof FromEnvironment given && given.text().strip().startsWith("{")) {
            try {
                return Trees.table(Trees.normal(Json.MAPPER.readValue(given.text(), LinkedHashMap.class)));
            } catch (JacksonException _) {
                return Map.of();
            }
        }
        return Map.of();
    }

    /** Names that other programs use for the same thing; they count where nothing else is said. */
    private Map<String, Object> aliases(Map<String, Object> tree) {
        Map<String, Object> changed = tree;
        for (var alias : ALIASES.entrySet()) {
            var path = KeyPath.of("tools", "exec", "sandbox", alias.getKey());
            if (Trees.find(changed, path).filter(value -> !value.equals("")).isPresent()) continue;
            for (String variable : alias.getValue()) {
                var text = environment.nonBlank(variable);
                if (text.isEmpty()) continue;
                changed = Trees.with(changed, path, new FromEnvironment(text.get(), variable, null));
                break;
            }
        }
        return changed;
    }
}
