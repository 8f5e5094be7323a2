package moltis.gateway.methods;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import moltis.core.RequestException;
import moltis.gateway.host.MemoryFigures;
import moltis.gateway.rpc.RpcMethod;
import moltis.providers.local.Delivery;
import moltis.providers.local.HubFile;
import moltis.providers.local.LocalSetup;
import moltis.providers.local.ModelHub;
import moltis.providers.local.ModelOffer;
import moltis.providers.local.StarterModel;
import org.jspecify.annotations.Nullable;

/** Models that run on this machine: what fits, what the hub has, fetching, loading and deleting. */
public final class LocalModelMethods {

    private static final String GGUF = "GGUF";
    private static final String MLX = "MLX";
    private static final double GIB = 1 << 30;
    private static final int STARTER_CONTEXT_TOKENS = 8192;
    private static final int USUAL_RESULTS = 20;
    private static final int LARGE_GB = 32;

    private final LocalSetup setup;
    private final MemoryFigures memory;

    public LocalModelMethods(LocalSetup setup, MemoryFigures memory) {
        this.setup = setup;
        this.memory = memory;
    }

    public List<RpcMethod<?, ?>> methods() {
        return List.of(
                RpcMethod.read("providers.local.system_info", Empty.class, SystemInfo.class, (_, _) -> systemInfo()),
                RpcMethod.read("providers.local.models", Empty.class, Models.class, (_, _) -> models()),
                RpcMethod.read("providers.local.status", Empty.class, Status.class, (_, _) -> status()),
                RpcMethod.read("providers.local.search_hf", Search.class, Found.class, (params, _) -> search(params)),
                RpcMethod.write(
                        "providers.local.configure",
                        Configure.class,
                        Configured.class,
                        (params, _) -> configure(params)),
                RpcMethod.write(
                        "providers.local.configure_custom",
                        ConfigureCustom.class,
                        ConfiguredCustom.class,
                        (params, _) -> configureCustom(params)),
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

    public record Device(
            int index, String name, String description, String backend, long memoryTotalBytes, long memoryFreeBytes) {}

    public record SystemInfo(
            double totalRamGb,
            double availableRamGb,
            String memoryTier,
            String recommendedBackend,
            List<Backend> availableBackends,
            boolean hasMetal,
            boolean hasCuda,
            boolean hasVulkan,
            boolean hasGpu,
            boolean isAppleSilicon,
            String backendNote,
            List<Device> ggufDevices,
            boolean mlxAvailable) {}

    /** @param sizeBytes absent where only the server of the file knows it */
    public record Model(
            String id,
            String displayName,
            int minRamGb,
            int contextWindow,
            @Nullable String hfRepo,
            boolean suggested,
            String backend,
            @Nullable Long sizeBytes) {}

    public record Models(List<Model> recommended, List<Model> all, String memoryTier) {}

    /**
     * @param modelId absent as long as nothing is configured
     * @param progress how far a download is, in percent
     */
    public record Status(
            String status,
            @JsonProperty("model_id") @Nullable String modelId,
            @Nullable Double progress,
            @Nullable String error) {}

    public record Search(
            @Nullable String query,
            @Nullable String backend,
            @Nullable Integer limit) {}

    /** @param files the model files of the repository, one of which is given to {@code configure_custom} */
    public record Result(
            String id,
            String displayName,
            long downloads,
            long likes,
            @Nullable String createdAt,
            List<String> tags,
            String backend,
            List<String> files) {}

    public record Found(List<Result> results, String query, String backend) {}

    public record Configure(
            @Nullable String modelId, @Nullable String backend) {}

    public record Configured(boolean ok, String modelId, String displayName) {}

    public record ConfigureCustom(
            @Nullable String hfRepo,
            @Nullable String hfFilename,
            @Nullable String backend) {}

    public record ConfiguredCustom(boolean ok, String modelId, String hfRepo, String backend, String displayName) {}

    private SystemInfo systemInfo() {
        MemoryFigures.Memory now = memory.now();
        boolean apple = System.getProperty("os.name", "").startsWith("Mac")
                && System.getProperty("os.arch", "").equals("aarch64");
        return new SystemInfo(
                now.total() / GIB,
                now.available() / GIB,
                tier(ramGb()),
                GGUF,
                List.of(new Backend(GGUF, "llama.cpp", "Runs GGUF models on the processor.", true)),
                false,
                false,
                false,
                false,
                apple,
                "Models run on the processor.",
                List.of(),
                false);
    }

    private Models models() {
        int ram = ramGb();
        List<Model> all = new ArrayList<>(List.of(new Model(
                StarterModel.ID, StarterModel.NAME, 1, STARTER_CONTEXT_TOKENS, null, false, GGUF, StarterModel.SIZE)));
        for (ModelOffer offer : ModelOffer.ALL) all.add(model(offer));
        List<Model> fitting = all.stream()
                .filter(model -> model.minRamGb() <= Math.min(ram, most(ram)))
                .toList();
        String best = fitting.stream()
                .reduce((one, other) -> other.minRamGb() >= one.minRamGb() ? other : one)
                .map(Model::id)
                .orElse("");
        return new Models(marked(fitting, best), marked(all, best), tier(ram));
    }

    private static Model model(ModelOffer offer) {
        return new Model(
                offer.id(),
                offer.displayName(),
                offer.minRamGb(),
                offer.contextTokens(),
                offer.repository(),
                false,
                GGUF,
                null);
    }

    private static List<Model> marked(List<Model> models, String best) {
        return models.stream()
                .map(model -> new Model(
                        model.id(),
                        model.displayName(),
                        model.minRamGb(),
                        model.contextWindow(),
                        model.hfRepo(),
                        model.id().equals(best),
                        model.backend(),
                        model.sizeBytes()))
                .toList();
    }

    private Status status() {
        LocalSetup.Status now = setup.status();
        return new Status(
                now.state().name().toLowerCase(Locale.ROOT),
                now.modelId().orElse(null),
                now.percent().isPresent() ? now.percent().getAsDouble() : null,
                now.failure().orElse(null));
    }

    private Found search(Search params) throws InterruptedException {
        String query = Optional.ofNullable(params.query()).orElse("").strip();
        String backend = Optional.ofNullable(params.backend()).orElse(GGUF);
        boolean mlx = backend.equals(MLX);
        if (!mlx && !backend.equals(GGUF)) throw unknownBackend(backend);
        String words = mlx ? query : (query + " gguf").strip();
        int limit = params.limit() == null ? USUAL_RESULTS : params.limit();
        List<Result> results =
                setup.search(words, mlx ? Optional.of("mlx-community") : Optional.empty(), limit).stream()
                        .map(repository -> result(repository, backend))
                        .toList();
        return new Found(results, query, backend);
    }

    private static Result result(ModelHub.Repository repository, String backend) {
        String id = repository.id();
        return new Result(
                id,
                id.substring(id.lastIndexOf('/') + 1),
                repository.downloads(),
                repository.likes(),
                repository.createdAt(),
                repository.tags(),
                backend,
                repository.files());
    }

    private Configured configure(Configure params) {
        String model = Required.text("modelId", params.modelId());
        refuseOtherBackends(params.backend());
        if (setup.offered(model).isEmpty()) throw RequestException.notFound("unknown model: " + model);
        ModelOffer.find(model).ifPresent(this::refuseTooLarge);
        Delivery delivery = setup.configure(model);
        return new Configured(true, delivery.modelId(), delivery.displayName());
    }

    private void refuseTooLarge(ModelOffer offer) {
        int ram = ramGb();
        if (offer.minRamGb() <= ram) return;
        throw RequestException.invalid("not enough RAM for " + offer.displayName() + ": requires at least "
                + offer.minRamGb() + "GB, detected " + ram + "GB. Choose a smaller model.");
    }

    private ConfiguredCustom configureCustom(ConfigureCustom params) {
        String repository = Required.text("hfRepo", params.hfRepo());
        refuseOtherBackends(params.backend());
        if (params.hfFilename() == null || params.hfFilename().isBlank())
            throw RequestException.invalid("GGUF models require 'hfFilename' parameter");
        HubFile file;
        try {
            file = new HubFile(repository.strip(), params.hfFilename().strip());
        } catch (IllegalArgumentException e) {
            throw RequestException.invalid(String.valueOf(e.getMessage()));
        }
        Delivery delivery = setup.configure(file);
        return new ConfiguredCustom(true, delivery.modelId(), file.repository(), GGUF, delivery.displayName());
    }

    private static void refuseOtherBackends(@Nullable String backend) {
        if (MLX.equals(backend))
            throw RequestException.invalid("MLX models can't run on this server. Choose a GGUF model.");
        if (backend != null && !backend.equals(GGUF)) throw unknownBackend(backend);
    }

    private static RequestException unknownBackend(String backend) {
        return RequestException.invalid("invalid backend: " + backend + ". Must be GGUF or MLX");
    }

    private Done load(OfModel params) throws InterruptedException {
        String model = Required.text("modelId", params.modelId());
        setup.load(model);
        return new Done(true, model);
    }

    private Done unload(OfModel params) throws InterruptedException {
        String model = Required.text("modelId", params.modelId());
        setup.unload(model);
        return new Done(true, model);
    }

    private Done remove(OfModel params) throws InterruptedException {
        String model = Required.text("modelId", params.modelId());
        setup.remove(model);
        return new Done(true, model);
    }

    private States states() {
        return new States(setup.standings().stream()
                .map(model -> new ModelState(
                        model.modelId(),
                        model.loaded(),
                        model.memoryBytes(),
                        model.lastUsed().map(Instant::toEpochMilli).orElse(null),
                        model.idle().toSeconds()))
                .toList());
    }

    /** What was built in; the system keeps a part of it for itself. */
    private int ramGb() {
        return Math.toIntExact(Math.round(memory.now().total() / GIB));
    }

    /** The largest need of a model that still leaves room for other work. */
    private static int most(int ramGb) {
        if (ramGb < 8) return 4;
        if (ramGb < 16) return 8;
        return ramGb < LARGE_GB ? 16 : Integer.MAX_VALUE;
    }

    private static String tier(int ramGb) {
        if (ramGb < 8) return "tiny (4GB)";
        if (ramGb < 16) return "small (8GB)";
        return ramGb < LARGE_GB ? "medium (16GB)" : "large (32GB+)";
    }
}
