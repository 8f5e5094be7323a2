package moltis.gateway.methods;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Optional;
import moltis.core.RequestException;
import moltis.core.Secret;
import moltis.core.event.EventBus;
import moltis.core.event.ServerEvent;
import moltis.core.json.Json;
import moltis.gateway.rpc.RpcMethod;
import moltis.providers.AddedProvider;
import moltis.providers.AvailableProvider;
import moltis.providers.KeyInput;
import moltis.providers.OllamaPulls;
import moltis.providers.ProviderSetup;
import moltis.providers.RemovedProvider;
import moltis.providers.Validation;
import moltis.providers.ValidationProgress;
import org.jspecify.annotations.Nullable;

/** Providers: connecting and disconnecting them. No answer ever holds a key or a part of one. */
public final class ProviderMethods {

    private final ProviderSetup setup;
    private final OllamaPulls pulls;
    private final EventBus events;

    public ProviderMethods(ProviderSetup setup, OllamaPulls pulls, EventBus events) {
        this.setup = setup;
        this.pulls = pulls;
        this.events = events;
    }

    public List<RpcMethod<?, ?>> methods() {
        return List.of(
                RpcMethod.read(
                        "providers.available",
                        Empty.class,
                        Available.class,
                        (_, _) -> new Available(setup.available())),
                RpcMethod.write("providers.validate_key", Key.class, Validation.class, (params, _) -> validate(params)),
                RpcMethod.write("providers.save_key", Key.class, Ok.class, (params, _) -> saveKey(params)),
                RpcMethod.write(
                        "providers.remove_key", OfProvider.class, RemovedProvider.class, (params, _) -> remove(params)),
                RpcMethod.write(
                        "providers.add_custom", Custom.class, AddedProvider.class, (params, _) -> addCustom(params)),
                RpcMethod.write("providers.save_model", SaveModel.class, Ok.class, (params, _) -> saveModel(params)),
                RpcMethod.write("providers.save_models", SaveModels.class, Ok.class, (params, _) -> saveModels(params)),
                RpcMethod.write("providers.ollama.pull", Pull.class, Pulling.class, (params, _) -> pull(params)),
                RpcMethod.read("providers.ollama.pulls", Empty.class, Pulls.class, (_, _) -> new Pulls(pulls.all())));
    }

    public record Available(@JsonValue List<AvailableProvider> providers) {}

    public record Key(
            @Nullable String provider,
            @Nullable String apiKey,
            @Nullable String baseUrl,
            @Nullable String model,
            @Nullable List<String> models,
            @Nullable String requestId) {

        KeyInput input() {
            return new KeyInput(
                    Required.text("provider", provider),
                    Secret.ofNullable(apiKey),
                    baseUrl,
                    KeyInput.models(models, model),
                    Optional.ofNullable(requestId).map(String::strip).filter(id -> !id.isEmpty()));
        }

        // Never printed: a record would show the key.
        @Override
        public String toString() {
            return "Key[" + provider + "]";
        }
    }

    public record OfProvider(@Nullable String provider) {}

    public record Custom(
            @Nullable String baseUrl,
            @Nullable String apiKey,
            @Nullable String model) {

        @Override
        public String toString() {
            return "Custom[" + baseUrl + "]";
        }
    }

    public record SaveModel(
            @Nullable String provider, @Nullable String model) {}

    public record SaveModels(
            @Nullable String provider, @Nullable List<String> models) {}

    public record Pull(@Nullable String model) {}

    public record Pulling(boolean ok, String model) {}

    public record Pulls(List<OllamaPulls.Pull> pulls) {}

    private Pulling pull(Pull params) {
        String model = Required.text("model", params.model());
        pulls.start(model);
        return new Pulling(true, model);
    }

    private Validation validate(Key params) throws InterruptedException {
        return setup.validateKey(params.input(), this::tell);
    }

    private void tell(ValidationProgress progress) {
        events.publish(new ServerEvent.Named("providers.validate.progress", Json.MAPPER.valueToTree(progress), false));
    }

    private Ok saveKey(Key params) throws InterruptedException {
        setup.saveKey(params.input());
        return Ok.DONE;
    }

    private RemovedProvider remove(OfProvider params) throws InterruptedException {
        return setup.removeKey(Required.text("provider", params.provider()));
    }

    private AddedProvider addCustom(Custom params) throws InterruptedException {
        return setup.addCustom(
                Required.text("baseUrl", params.baseUrl()),
                Secret.ofNullable(Required.value("apiKey", params.apiKey())),
                Optional.ofNullable(params.model()).filter(model -> !model.isBlank()));
    }

    private Ok saveModel(SaveModel params) {
        setup.saveModel(Required.text("provider", params.provider()), Required.text("model", params.model()));
        return Ok.DONE;
    }

    private Ok saveModels(SaveModels params) {
        if (params.models() == null) throw RequestException.invalid("missing 'models' array parameter");
        setup.saveModels(Required.text("provider", params.provider()), params.models());
        return Ok.DONE;
    }
}
