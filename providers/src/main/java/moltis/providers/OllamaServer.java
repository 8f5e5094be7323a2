package moltis.providers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import moltis.core.ErrorCode;
import moltis.core.ProviderException;
import moltis.core.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Ollama's own API, which knows more than its imitation of OpenAI: what is installed, what each model can do, and with
 * how much context it really runs. That is what counts: the server silently drops the beginning of a conversation that
 * is longer. Safe for use by many threads.
 */
final class OllamaServer {

    /** What a server takes for a model that nothing else is said about. */
    static final int USUAL_CONTEXT = 4_096;

    private static final Duration TAGS = Duration.ofSeconds(8);
    private static final Duration SHOW = Duration.ofSeconds(3);
    private static final Duration LOADED = Duration.ofSeconds(2);
    private static final Pattern NUM_CTX = Pattern.compile("(?m)^num_ctx\\s+(\\d{1,9})\\s*$");
    private static final List<String> KNOWN_TO_CALL = List.of(
            "llama3.1",
            "llama3.2",
            "llama3.3",
            "llama4",
            "qwen2.5",
            "qwen3",
            "mistral",
            "mixtral",
            "command-r",
            "firefunction",
            "hermes");

    private final ProviderHttp http;
    private final Map<String, JsonNode> shown = new ConcurrentHashMap<>();

    OllamaServer(ProviderHttp http) {
        this.http = http;
    }

    /** The installed models by name; none is a valid answer. */
    List<ListedModel> list(ProviderAccount account) throws InterruptedException {
        Map<String, String> digests = new TreeMap<>();
        for (JsonNode model : http.get(account, url(account, "/api/tags"), TAGS).path("models")) {
            String name = model.path("name").asString("").strip();
            if (!name.isEmpty()) digests.put(name, model.path("digest").asString(name));
        }
        Map<String, Integer> loaded = loaded(account);
        List<ListedModel> models = new ArrayList<>();
        show(account, digests).forEach((name, facts) -> models.add(model(name, facts, loaded.get(name))));
        return models;
    }

    /** Downloads {@code model} into the server, reporting as it goes. Interrupt to stop; a later pull resumes. */
    void pull(ProviderAccount account, String model, Consumer<PullProgress> progress) throws InterruptedException {
        boolean[] done = {false};
        http.lines(account, url(account, "/api/pull"), Json.object().put("model", model), line -> {
            String error = line.path("error").asString("");
            if (!error.isEmpty()) {
                throw new ProviderException(
                        ErrorCode.PROVIDER_REFUSED,
                        account.name(),
                        "Ollama can't pull " + model + ": " + error,
                        "Check the name at https://ollama.com/library.");
            }
            String status = line.path("status").asString("");
            done[0] |= status.equals("success");
            progress.accept(new PullProgress(
                    status, line.path("completed").asLong(0), line.path("total").asLong(0)));
        });
        if (!done[0]) {
            throw new ProviderException(
                    ErrorCode.CUT_OFF,
                    account.name(),
                    "The pull of " + model + " ended before it was complete.",
                    "Pull again: what was loaded is kept.");
        }
    }

    private Map<String, JsonNode> show(ProviderAccount account, Map<String, String> digests)
            throws InterruptedException {
        Map<String, JsonNode> facts = new TreeMap<>();
        Map<String, Callable<JsonNode>> unknown = new HashMap<>();
        digests.forEach((name, digest) -> {
            JsonNode known = shown.get(digest);
            facts.put(name, known == null ? Json.object() : known);
            if (known == null) {
                unknown.put(
                        name,
                        () -> http.post(
                                account,
                                url(account, "/api/show"),
                                Json.object().put("model", name),
                                SHOW));
            }
        });
        List<String> names = List.copyOf(unknown.keySet());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<JsonNode>> answers =
                    threads.invokeAll(names.stream().map(unknown::get).toList());
            for (int i = 0; i < names.size(); i++) {
                try {
                    JsonNode answer = answers.get(i).get();
                    facts.put(names.get(i), answer);
                    shown.put(String.valueOf(digests.get(names.get(i))), answer);
                } catch (ExecutionException e) {
                    // A model that can't be described is listed all the same.
                    continue;
                }
            }
        }
        shown.keySet().retainAll(digests.values());
        return facts;
    }

    /** With how much context each running model runs, as newer servers say. */
    private Map<String, Integer> loaded(ProviderAccount account) throws InterruptedException {
        Map<String, Integer> contexts = new HashMap<>();
        try {
            for (JsonNode model :
                    http.get(account, url(account, "/api/ps"), LOADED).path("models")) {
                int context = model.path("context_length").asInt(0);
                if (context > 0) contexts.put(model.path("name").asString(""), context);
            }
        } catch (ProviderException e) {
            return Map.of();
        }
        return contexts;
    }

    private static ListedModel model(String name, JsonNode facts, @Nullable Integer loaded) {
        JsonNode capabilities = facts.path("capabilities");
        boolean told = capabilities.isArray() && !capabilities.isEmpty();
        return new ListedModel(
                name,
                name,
                null,
                context(facts, loaded),
                told ? OpenAiList.contains(capabilities, "tools") : knownToCall(name, facts),
                told ? OpenAiList.contains(capabilities, "vision") : null,
                told ? (Boolean) OpenAiList.contains(capabilities, "thinking") : null);
    }

    /**
     * What the server will keep: of a running model what it runs with; else what the model's file sets; else the
     * server's own default, whatever the model could do.
     */
    private static Integer context(JsonNode facts, @Nullable Integer loaded) {
        if (loaded != null) return loaded;
        Matcher set = NUM_CTX.matcher(facts.path("parameters").asString(""));
        if (set.find()) return Integer.valueOf(set.group(1));
        for (Map.Entry<String, JsonNode> info : facts.path("model_info").properties()) {
            int longest =
                    info.getKey().endsWith(".context_length") ? info.getValue().asInt(0) : 0;
            if (longest > 0) return Math.min(longest, USUAL_CONTEXT);
        }
        return USUAL_CONTEXT;
    }

    private static boolean knownToCall(String name, JsonNode facts) {
        List<String> families = new ArrayList<>(
                List.of(name, facts.path("details").path("family").asString("")));
        facts.path("details").path("families").forEach(family -> families.add(family.asString("")));
        return families.stream().anyMatch(family -> KNOWN_TO_CALL.stream().anyMatch(family::contains));
    }

    private static String url(ProviderAccount account, String path) {
        return BaseUrl.withoutV1(account.baseUrl().orElse("")) + path;
    }
}
