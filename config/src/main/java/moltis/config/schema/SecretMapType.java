package moltis.config.schema;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import moltis.core.Secret;

/** Names with secret values, in the order of the file. A blank value counts as absent. */
final class SecretMapType extends KeyType<Map<String, Secret>> {

    @Override
    public String words() {
        return "a table of text values";
    }

    @Override
    public String jsonType() {
        return "object";
    }

    @Override
    public boolean isSecret() {
        return true;
    }

    @Override
    Map<String, Secret> convert(Object raw, Path home) throws BadValue {
        var secrets = new LinkedHashMap<String, Secret>();
        for (var entry : FreeType.table(raw, this).entrySet()) {
            Secret.ofNullable(Types.text(entry.getValue(), this))
                    .ifPresent(secret -> secrets.put(entry.getKey(), secret));
        }
        return Collections.unmodifiableMap(secrets);
    }

    @Override
    Object plain(Map<String, Secret> value) {
        var plain = new LinkedHashMap<String, Object>();
        value.forEach((name, secret) -> plain.put(name, secret.reveal()));
        return plain;
    }
}
