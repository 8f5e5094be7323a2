package moltis.gateway.methods;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import moltis.core.RequestException;
import moltis.gateway.host.MemoryFigures;
import moltis.gateway.host.MemoryFigures.Memory;
import moltis.gateway.rpc.RpcMethod;
import moltis.providers.local.GgufModels;
import moltis.providers.local.StarterDownload;
import moltis.providers.local.StarterModel;
import org.jspecify.annotations.Nullable;

/** Models that run on this machine: what fits, and bringing the starter model. */
public final class LocalModelMethods {

    private static final double GIB = 1 << 30;
    private static final int CONTEXT_TOKENS = 8192;

    private final StarterDownload starter;
    private final GgufModels files;
    private final MemoryFigures memory;

    public LocalModelMethods(StarterDownload starter, GgufModels files, MemoryFigures memory) {
        this.starter = starter;
        this.files = files;
        this.memory = memory;
    }

    public List<RpcMethod<?, ?>> methods() {
        return List.of(
                RpcMethod.read("providers.local.system_info", Empty.class, SystemInfo.class, (_, _) -> systemInfo()),
                RpcMethod.read("providers.local.models", Empty.class, Models.class, (_, _) -> models()),
                RpcMethod.read("providers.local.status", Empty.class, Status.class, (_, _) -> status()),
                RpcMethod.write(
                        "providers.local.configure",
                        Configure.class,
                        Configured.class,
                        (params, _) -> configure(params)),
                RpcMethod.write("providers.local.load", OfModel.class, Done.class, (params, _) -> load(params)),
                RpcMethod.write("providers.local.unload", OfModel.class, Done.class, (params, _) -> unload(params)),
                RpcMethod.write(
                        "providers.local.remove_model", OfModel.class, Done.class, (params, _) -> remove(params)),
                RpcMethod.read("providers.local.model_states", Empty.class, States.class, (_, _) -> states()));
    }

    public record OfModel(@Nullable String modelId) {}

    public record Done(boolean ok, String modelId) {}

    public record States(@JsonValue List<ModelState> models) {}

    /** @param lastActivity in milliseconds since 1970; absent as long as it was not asked */
    public record ModelState(
            @JsonProperty("model_id") String modelId,
            @JsonProperty("is_loaded") boolean loaded,
            @JsonProperty("memory_bytes") long memoryBytes,
            @JsonProperty("last_activity") @Nullable Long lastActivity,
            @JsonProperty("idle_timeout_secs") long idleTimeoutSecs) {}

    public record Backend(String id, String name, String description, boolean available) {}

    public record SystemInfo(
            double totalRamGb,
            double availableRamGb,
            String memoryTier,
            String recommendedBackend,
            List<Backend> availableBackends) {}

    public record Model(
            String id,
            String displayName,
            int minRamGb,
            int contextWindow,
            boolean suggested,
            String backend,
            long sizeBytes) {}

    public record Models(List<Model> recommended, List<Model> all, String memoryTier) {}

    /** @param modelId absent as long as nothing is configured */
    public record Status(
            String status,
            @JsonProperty("model_id") @Nullable String modelId,
            @Nullable String error) {}

    public record Configure(
            @Nullable String modelId, @Nullable String backend) {}

    public record Configured(boolean ok, String modelId, String displayName) {}

    private SystemInfo systemInfo() {
        Memory now = memory.now();
        return new SystemInfo(
                now.total() / GIB,
                now.available() / GIB,
                tier(now),
                "GGUF",
                List.of(new Backend("GGUF", "llama.cpp", "Runs GGUF models on the processor.", true)));
    }

    private Models models() {
        List<Model> all = List.of(
                new Model(StarterModel.ID, StarterDownload.NAME, 1, CONTEXT_TOKENS, true, "GGUF", StarterModel.SIZE));
        return new Models(all, all, tier(memory.now()));
    }

    private Status status() {
        return switch (starter.state()) {
            case ABSENT -> new Status("unconfigured", null, null);
            case LOADING -> new Status("loading", StarterModel.ID, null);
            case READY -> new Status("ready", StarterModel.ID, null);
            case FAILED ->
                new Status("error", StarterModel.ID, starter.failure().orElse(""));
        };
    }

    private Configured configure(Configure params) {
        String model = Required.text("modelId", params.modelId());
        if (params.backend() != null && !params.backend().equals("GGUF"))
            throw RequestException.invalid("invalid backend: " + params.backend() + ". Must be GGUF");
        if (!model.equals(StarterModel.ID)) throw RequestException.notFound("unknown model: " + model);
        starter.start();
        return new Configured(true, StarterModel.ID, StarterDownload.NAME);
    }

    private Done load(OfModel params) throws InterruptedException {
        String model = Required.text("modelId", params.modelId());
        files.load(model);
        return new Done(true, model);
    }

    private Done unload(OfModel params) throws InterruptedException {
        String model = Required.text("modelId", params.modelId());
        files.unload(model);
        return new Done(true, model);
    }

    private Done remove(OfModel params) throws InterruptedException {
        String model = Required.text("modelId", params.modelId());
        files.remove(model);
        return new Done(true, model);
    }

    private States states() {
        return new States(files.standings().stream()
                .map(model -> new ModelState(
                        model.modelId(),
                        model.loaded(),
                        model.memoryBytes(),
                        model.lastUsed().map(Instant::toEpochMilli).orElse(null),
                        model.idle().toSeconds()))
                .toList());
    }

    private static String tier(Memory memory) {
        double total = memory.total() / GIB;
        if (total < 4) return "tiny";
        if (total < 16) return "small";
        return total < 32 ? "medium" : "large";
    }
}
