package moltis.gateway.methods;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Optional;
import moltis.gateway.rpc.RpcMethod;
import moltis.providers.DetectRequest;
import moltis.providers.DetectSummary;
import moltis.providers.ModelEntry;
import moltis.providers.ModelService;
import org.jspecify.annotations.Nullable;

/** Models: which there are, which may be chosen, and whether they answer. */
public final class ModelMethods {

    private final ModelService models;

    public ModelMethods(ModelService models) {
        this.models = models;
    }

    public List<RpcMethod<?, ?>> methods() {
        return List.of(
                RpcMethod.read("models.list", Empty.class, Models.class, (_, _) -> new Models(models.list())),
                RpcMethod.read("models.list_all", Empty.class, Models.class, (_, _) -> new Models(models.listAll())),
                RpcMethod.write("models.enable", OfModel.class, Done.class, (params, _) -> enable(params)),
                RpcMethod.write("models.disable", OfModel.class, Done.class, (params, _) -> disable(params)),
                RpcMethod.write("models.test", OfModel.class, Done.class, (params, _) -> test(params)),
                RpcMethod.write(
                        "models.detect_supported", Detect.class, DetectSummary.class, (params, _) -> detect(params)),
                RpcMethod.write("models.cancel_detect", Empty.class, Cancelled.class, (_, _) -> cancel()));
    }

    public record Models(@JsonValue List<ModelEntry> entries) {}

    public record OfModel(@Nullable String modelId) {}

    public record Done(boolean ok, String modelId) {}

    public record Detect(
            @Nullable Boolean background,
            @Nullable String reason,
            @Nullable Integer maxParallel,
            @Nullable Integer maxParallelPerProvider,
            @Nullable String provider) {}

    public record Cancelled(boolean ok, boolean cancelled) {}

    private Done enable(OfModel params) {
        String id = Required.text("modelId", params.modelId());
        models.enable(id);
        return new Done(true, id);
    }

    private Done disable(OfModel params) {
        String id = Required.text("modelId", params.modelId());
        models.disable(id);
        return new Done(true, id);
    }

    private Done test(OfModel params) throws InterruptedException {
        String id = Required.text("modelId", params.modelId());
        models.test(id);
        return new Done(true, id);
    }

    private DetectSummary detect(Detect params) throws InterruptedException {
        return models.detectSupported(new DetectRequest(
                params.background() != null && params.background(),
                params.reason() == null ? "manual" : params.reason(),
                Optional.ofNullable(params.provider()).filter(name -> !name.isBlank()),
                params.maxParallel() == null ? DetectRequest.USUAL_PARALLEL : params.maxParallel(),
                params.maxParallelPerProvider() == null ? 1 : params.maxParallelPerProvider()));
    }

    private Cancelled cancel() {
        return new Cancelled(true, models.cancelDetect());
    }
}
