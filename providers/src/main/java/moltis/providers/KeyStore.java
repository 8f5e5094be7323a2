package moltis.providers;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import moltis.core.Secret;
import moltis.core.json.Json;
import moltis.core.vault.FileContent;
import moltis.core.vault.SecretBox;
import moltis.core.vault.VaultContent;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keys and choices saved by a person: {@code provider_keys.json}. Entries that aren't ours (voice, telephony) and fields
 * that we don't know survive every change. The entry that was saved last stands first. With a vault the file is
 * {@code provider_keys.json.enc}; while that is locked, nothing is known and nothing can be saved. Safe for use by many
 * threads and processes.
 */
final class KeyStore {

    private static final String PLACE = "provider_keys";
    private static final String API_KEY = "apiKey";
    private static final String BASE_URL = "baseUrl";
    private static final String MODELS = "models";
    private static final String LEGACY_MODEL = "model";
    private static final String DISPLAY_NAME = "displayName";
    private static final String SAVED_AT = "savedAt";

    private final Clock clock;
    private final JsonFile file;
    private final Optional<JsonFile> home;

    /** @param home the file of the person's main configuration, whose entries count where {@code own} has none */
    KeyStore(Path own, Optional<Path> home, SecretBox box, Clock clock) {
        this.clock = clock;
        this.file = JsonFile.secret(own, PLACE, box);
        this.home = home.map(JsonFile::new);
    }

    /** What is saved here, without the home file. */
    Map<String, StoredProvider> own() {
        return read(file);
    }

    Map<String, StoredProvider> home() {
        return home.map(KeyStore::read).orElse(Map.of());
    }

    Path path() {
        return file.path();
    }

    /** Whether nothing is known because the vault is locked. */
    boolean locked() {
        return file.locked();
    }

    Optional<Path> homePath() {
        return home.map(JsonFile::path);
    }

    /** Equal as long as nothing was saved by anyone. */
    Object stamp() {
        return List.of(file.read(), home.map(JsonFile::read).orElseGet(Json::object));
    }

    /** Changes what is saved for {@code provider}; {@code null} keeps a part, an empty URL or list clears it. */
    void save(
            String provider,
            @Nullable Secret apiKey,
            @Nullable String baseUrl,
            @Nullable List<String> models,
            @Nullable String displayName) {
        file.update(all -> {
            ObjectNode entry = entry(all.remove(provider));
            if (apiKey != null) entry.put(API_KEY, apiKey.reveal()).put(SAVED_AT, clock.millis());
            if (baseUrl != null && baseUrl.isEmpty()) entry.remove(BASE_URL);
            else if (baseUrl != null) entry.put(BASE_URL, baseUrl);
            if (models != null) {
                entry.remove(LEGACY_MODEL);
                entry.remove(MODELS);
                if (!models.isEmpty()) {
                    ArrayNode array = entry.putArray(MODELS);
                    normal(models).forEach(array::add);
                }
            }
            if (displayName != null) entry.put(DISPLAY_NAME, displayName);
            ObjectNode ordered = Json.object();
            ordered.set(provider, entry);
            ordered.setAll(all);
            return ordered;
        });
    }

    void remove(String provider) {
        file.update(all -> {
            all.remove(provider);
            return all;
        });
    }

    /** @throws moltis.core.RequestException if nothing can be saved because the vault is locked */
    void refuseWhileLocked() {
        file.refuseWhileLocked();
    }

    /** The saved keys as part of the vault. */
    VaultContent content() {
        return new FileContent(PLACE, () -> own().size(), file::alone);
    }

    /** Raw ids: without provider and effort, without blanks and repetitions, in their order. */
    static List<String> normal(List<String> models) {
        SequencedSet<String> ids = new LinkedHashSet<>();
        for (String model : models) {
            String id = ModelName.raw(model.strip());
            if (!id.isEmpty()) ids.add(id);
        }
        return List.copyOf(ids);
    }

    private static Map<String, StoredProvider> read(JsonFile file) {
        Map<String, StoredProvider> entries = new LinkedHashMap<>();
        file.read().properties().forEach(field -> {
            if (ours(field.getKey())) entries.put(field.getKey(), provider(entry(field.getValue())));
        });
        return Collections.unmodifiableMap(entries);
    }

    private static boolean ours(String name) {
        return !name.startsWith("voice-") && !name.startsWith("phone_");
    }

    /** The entry as an object; an older form of the file had the key alone. */
    private static ObjectNode entry(@Nullable JsonNode node) {
        if (node instanceof ObjectNode object) return object;
        ObjectNode entry = Json.object();
        if (node != null && node.isString()) entry.put(API_KEY, node.asString());
        return entry;
    }

    private static StoredProvider provider(ObjectNode entry) {
        List<String> models = new ArrayList<>();
        JsonNode stored = entry.has(MODELS) ? entry.path(MODELS) : entry.path(LEGACY_MODEL);
        if (stored.isString()) models.add(stored.asString());
        for (JsonNode model : stored) {
            if (model.isString()) models.add(model.asString());
        }
        return new StoredProvider(
                Secret.ofNullable(text(entry, API_KEY)),
                Optional.ofNullable(text(entry, BASE_URL)).filter(url -> !url.isBlank()),
                normal(models),
                Optional.ofNullable(text(entry, DISPLAY_NAME)).filter(name -> !name.isBlank()),
                entry.path(SAVED_AT).isNumber()
                        ? Optional.of(Instant.ofEpochMilli(entry.path(SAVED_AT).asLong()))
                        : Optional.empty());
    }

    private static @Nullable String text(ObjectNode entry, String field) {
        JsonNode value = entry.path(field);
        return value.isString() ? value.asString() : null;
    }
}
