package moltis.providers;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import moltis.core.StorageException;
import moltis.core.json.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The last good model list of each provider. It lies on disk, so that a start needs no network and a list fetched by
 * another process is seen; it can be deleted at any time. Safe for use by many threads.
 */
final class ModelLists {

    private static final Logger LOG = LoggerFactory.getLogger(ModelLists.class);

    /** @param baseUrl the server that was asked: a list of another server says nothing */
    record Fetched(String baseUrl, Instant at, List<ListedModel> models) {
        Fetched {
            models = List.copyOf(models);
        }
    }

    private final JsonFile file;
    private final Map<String, Fetched> fetched = new ConcurrentHashMap<>();
    private final AtomicLong version = new AtomicLong();

    ModelLists(Path path) {
        this.file = JsonFile.disposable(path);
    }

    /** The newest list of this account's server. */
    Optional<Fetched> of(ProviderAccount account) {
        String baseUrl = account.baseUrl().orElse("");
        Optional<Fetched> here = Optional.ofNullable(fetched.get(account.name()))
                .filter(f -> f.baseUrl().equals(baseUrl));
        Optional<Fetched> stored =
                stored(account.name()).filter(f -> f.baseUrl().equals(baseUrl));
        if (here.isEmpty() || stored.isEmpty()) return here.or(() -> stored);
        return stored.get().at().isAfter(here.get().at()) ? stored : here;
    }

    /** Keeps a list. A disk that refuses it costs the list only its life beyond this process. */
    void put(ProviderAccount account, List<ListedModel> models, Instant now) {
        Fetched list = new Fetched(account.baseUrl().orElse(""), now, models);
        fetched.put(account.name(), list);
        version.incrementAndGet();
        try {
            file.update(all -> {
                all.set(account.name(), Json.MAPPER.valueToTree(list));
                return all;
            });
        } catch (StorageException e) {
            LOG.atWarn().addKeyValue("file", file.path()).log("the model list could not be kept on disk");
        }
    }

    /** Equal as long as no list changed. */
    Object stamp() {
        return List.of(file.read(), version.get());
    }

    private Optional<Fetched> stored(String provider) {
        JsonNode node = file.read().path(provider);
        if (!node.isObject()) return Optional.empty();
        try {
            return Optional.of(Json.MAPPER.treeToValue(node, Fetched.class));
        } catch (JacksonException | NullPointerException e) {
            LOG.atDebug().addKeyValue("provider", provider).log("a stored model list has another form and is ignored");
            return Optional.empty();
        }
    }
}
