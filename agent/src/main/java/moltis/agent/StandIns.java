package moltis.agent;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import moltis.core.ErrorCode;
import moltis.core.ProviderException;
import moltis.core.model.Capability;
import moltis.core.model.ModelCard;
import moltis.core.model.ModelDirectory;
import moltis.core.model.ModelId;
import moltis.core.model.OpenedModel;

/**
 * The models that may answer instead of another: those that the person listed, in that order. A name stands for the one
 * model that has it and is never repaired or guessed; nothing that was meant for a local model goes to a remote one.
 *
 * @param problems why listed models are not among them, in words for the person
 */
record StandIns(List<OpenedModel> models, List<String> problems) {

    static final StandIns NONE = new StandIns(List.of(), List.of());

    StandIns {
        models = List.copyOf(models);
        problems = List.copyOf(problems);
    }

    /** @param pictures whether the model must be able to see */
    static StandIns of(OpenedModel primary, List<String> chain, boolean pictures, ModelDirectory directory)
            throws InterruptedException {
        Map<ModelId, OpenedModel> models = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        for (String listed : chain) {
            String name = listed.strip();
            try {
                OpenedModel model = open(name, directory);
                Optional<String> objection = objection(primary.card(), model.card(), pictures);
                objection.ifPresent(why -> problems.add("failover.fallback_models: " + name + " " + why));
                if (objection.isEmpty()) models.putIfAbsent(model.card().id(), model);
            } catch (ProviderException e) {
                problems.add("failover.fallback_models: " + e.sentence());
            }
        }
        models.remove(primary.card().id());
        return new StandIns(List.copyOf(models.values()), problems);
    }

    private static OpenedModel open(String name, ModelDirectory directory) throws InterruptedException {
        List<ModelId> namesakes = directory.models().stream()
                .map(ModelCard::id)
                .filter(id -> id.name().equals(name))
                .toList();
        if (namesakes.size() > 1)
            throw new ProviderException(
                    ErrorCode.MODEL_UNKNOWN, "", name + " is offered by several providers. Write provider::model.", "");
        try {
            return directory.open(name);
        } catch (ProviderException notListedYet) {
            if (notListedYet.code() != ErrorCode.MODEL_UNKNOWN) throw notListedYet;
            directory.prepare(name);
            return directory.open(name);
        }
    }

    private static Optional<String> objection(ModelCard primary, ModelCard model, boolean pictures) {
        if (primary.local() && !model.local())
            return Optional.of("is not on this machine, and what was meant for a local model stays here.");
        if (pictures && !model.can(Capability.VISION)) return Optional.of("can't see pictures.");
        return Optional.empty();
    }
}
