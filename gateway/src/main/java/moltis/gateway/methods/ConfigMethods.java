package moltis.gateway.methods;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Optional;
import moltis.config.ConfigService;
import moltis.config.schema.ConfigIssue;
import moltis.config.schema.KeyPath;
import moltis.core.RequestException;
import moltis.gateway.rpc.RpcMethod;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The configuration. Secrets are hidden in every answer. */
public final class ConfigMethods {

    private final ConfigEditing editing;
    private final ConfigService config;

    public ConfigMethods(ConfigEditing editing) {
        this.editing = editing;
        this.config = editing.config();
    }

    public List<RpcMethod<?, ?>> methods() {
        return List.of(
                RpcMethod.admin("config.get", Get.class, Value.class, (params, _) -> get(params)),
                RpcMethod.admin("config.set", ObjectNode.class, Changed.class, (params, _) -> set(params)),
                RpcMethod.admin("config.patch", Patch.class, Changed.class, (params, _) -> patch(params)),
                RpcMethod.admin("config.apply", Apply.class, Changed.class, (params, _) -> apply(params)),
                RpcMethod.admin("config.schema", Empty.class, Schema.class, (_, _) -> new Schema(config.schema())));
    }

    /** @param key for example {@code server.port}; absent means everything */
    public record Get(@Nullable String key) {}

    /** @param value absent when the key is unset */
    public record Value(@Nullable String key, @Nullable JsonNode value, String version) {}

    /** @param json a JSON merge patch */
    public record Patch(@JsonAlias("patch") @Nullable ObjectNode json) {}

    /** @param version of the text that was changed; absent overwrites whatever is there */
    public record Apply(@Nullable String toml, @Nullable String version) {}

    /** @param restart the changed keys that wait for the next start */
    public record Changed(
            boolean ok,
            String version,
            List<String> changed,
            @JsonProperty("restart_required") boolean restartRequired,
            List<String> restart,
            List<String> warnings) {

        static Changed of(ConfigService.Saved saved) {
            return new Changed(
                    true,
                    saved.version().value(),
                    ConfigEditing.names(saved.changed()),
                    !saved.restart().isEmpty(),
                    ConfigEditing.names(saved.restart()),
                    saved.warnings().stream().map(ConfigIssue::toString).toList());
        }
    }

    public record Schema(@JsonValue ObjectNode schema) {}

    private Value get(Get params) {
        KeyPath path = params.key() == null || params.key().isBlank() ? KeyPath.ROOT : path(params.key());
        return new Value(
                params.key(),
                path.isRoot() ? config.get() : config.get(path).orElse(null),
                config.raw().version().value());
    }

    private Changed set(ObjectNode params) {
        JsonNode key = params.path("key");
        String name = Required.text("key", key.isString() ? key.stringValue() : null);
        // To unset a key is to say so: a value that was forgotten must not remove anything.
        if (!params.has("value")) throw RequestException.missing("value");
        return Changed.of(editing.set(path(name), params.path("value")));
    }

    private Changed patch(Patch params) {
        return Changed.of(editing.patch(Required.value("json", params.json())));
    }

    private Changed apply(Apply params) {
        return Changed.of(editing.apply(Required.value("toml", params.toml()), Optional.ofNullable(params.version())));
    }

    private static KeyPath path(String text) {
        try {
            return KeyPath.parse(text);
        } catch (IllegalArgumentException e) {
            throw RequestException.invalid("'" + text + "' is not a key of the configuration");
        }
    }
}
