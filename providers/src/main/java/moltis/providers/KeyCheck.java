package moltis.providers;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import moltis.core.ErrorCode;
import moltis.core.ProviderException;
import moltis.core.model.ModelId;
import moltis.core.model.ToolMode;
import moltis.providers.table.KeyProof;
import moltis.providers.table.ModelFacts;
import moltis.providers.table.StaticModel;

/** Finds out from the provider itself whether a key is good and what it can use. Asks that provider and no other. */
final class KeyCheck {

    private static final Duration KEY_ENDPOINT = Duration.ofSeconds(15);

    private final ModelLister lister;
    private final ProviderHttp http;
    private final ModelFactory factory;

    KeyCheck(ModelLister lister, ProviderHttp http, ModelFactory factory) {
        this.lister = lister;
        this.http = http;
        this.factory = factory;
    }

    /** Learns what the check is about to do. */
    interface Steps {
        void listed(int models);

        void asking(String model);
    }

    /**
     * The models that the provider lists for this key; empty when it has no list but the key is good.
     *
     * @throws ProviderException why the key, the address or the model is no good
     */
    List<ListedModel> check(ProviderAccount trial, Steps steps) throws InterruptedException {
        Optional<List<ListedModel>> listed = list(trial);
        listed.ifPresent(models -> steps.listed(models.size()));
        KeyProof proof = listed.isPresent() ? trial.row().keyProof() : KeyProof.QUESTION;
        switch (proof) {
            case LIST, ANY_ANSWER -> {}
            case KEY_ENDPOINT -> http.get(trial, trial.baseUrl().orElse("") + "/key", KEY_ENDPOINT);
            case QUESTION -> ask(trial, listed.orElse(List.of()), steps::asking);
        }
        return listed.orElse(List.of());
    }

    /** As {@link #check}, but only as far as it costs nothing: who can be proven by a question alone is believed. */
    Optional<List<ListedModel>> checkForFree(ProviderAccount trial) throws InterruptedException {
        Optional<List<ListedModel>> listed = list(trial);
        if (listed.isPresent() && trial.row().keyProof() == KeyProof.KEY_ENDPOINT) {
            http.get(trial, trial.baseUrl().orElse("") + "/key", KEY_ENDPOINT);
        }
        return listed;
    }

    /** Empty when there is no list or it says nothing; a refused key or a dead server is an error. */
    private Optional<List<ListedModel>> list(ProviderAccount trial) throws InterruptedException {
        if (!ModelLister.canList(trial)) return Optional.empty();
        try {
            return Optional.of(lister.list(trial));
        } catch (ProviderException e) {
            boolean undecided = e.status() == 404 || e.status() == 405 || e.code() == ErrorCode.PROVIDER_FAILED;
            if (!undecided || models(trial, List.of()).isEmpty()) throw e;
            return Optional.empty();
        }
    }

    private void ask(ProviderAccount trial, List<ListedModel> listed, Consumer<String> asking)
            throws InterruptedException {
        List<String> candidates = models(trial, listed);
        if (candidates.isEmpty()) {
            throw new ProviderException(
                    ErrorCode.NO_MODEL,
                    trial.name(),
                    trial.displayName() + " can be checked only with the name of a model.",
                    "Name a model that you use there.");
        }
        String model = candidates.getFirst();
        asking.accept(model);
        ModelId id = trial.id(model);
        boolean reasoning = ModelFacts.reasoning(id.capabilityName());
        ModelEndpoint endpoint = trial.endpoint(id, ToolMode.OFF, reasoning);
        try {
            Probe.ask(
                    factory.open(endpoint),
                    trial.name(),
                    reasoning,
                    trial.settings().probeTimeout());
        } catch (ProviderException e) {
            // Who counts our requests has accepted the key.
            if (e.code() != ErrorCode.PROVIDER_RATE_LIMITED) throw e;
        }
    }

    private static List<String> models(ProviderAccount trial, List<ListedModel> listed) {
        if (!trial.models().isEmpty()) return trial.models();
        if (!trial.row().models().isEmpty())
            return trial.row().models().stream().map(StaticModel::id).toList();
        return listed.stream().map(ListedModel::id).toList();
    }
}
