package moltis.gateway.methods;

import java.util.List;
import java.util.Optional;
import moltis.config.ConfigService;
import moltis.config.ConfigService.Saved;
import moltis.config.ConfigVersion;
import moltis.config.schema.KeyPath;
import moltis.core.event.EventBus;
import moltis.core.event.ServerEvent;
import moltis.core.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Changes the configuration for people and tells all pages about it, whichever door the change came through. */
public final class ConfigEditing {

    private final ConfigService config;
    private final EventBus events;

    public ConfigEditing(ConfigService config, EventBus events) {
        this.config = config;
        this.events = events;
    }

    public ConfigService config() {
        return config;
    }

    public Saved set(KeyPath path, JsonNode value) {
        return told(config.set(path, value));
    }

    public Saved patch(ObjectNode patch) {
        return told(config.patch(patch));
    }

    /**
     * Replaces the whole file.
     *
     * @param madeFrom the version of the text that was changed; empty overwrites whatever is there
     * @throws moltis.core.MoltisException if the text can't be used, or the file is another one by now
     */
    public Saved apply(String text, Optional<String> madeFrom) {
        ConfigVersion expected =
                madeFrom.map(ConfigVersion::new).orElseGet(() -> config.raw().version());
        return told(config.apply(text, expected));
    }

    /** The changed keys that wait for the next start, as text. */
    public static List<String> names(List<KeyPath> paths) {
        return paths.stream().map(KeyPath::toString).toList();
    }

    private Saved told(Saved saved) {
        if (!saved.changed().isEmpty()) {
            ObjectNode payload =
                    Json.object().put("restart_required", !saved.restart().isEmpty());
            payload.set("keys", Json.MAPPER.valueToTree(names(saved.changed())));
            events.publish(new ServerEvent.Named("config.changed", payload, false));
        }
        return saved;
    }
}
