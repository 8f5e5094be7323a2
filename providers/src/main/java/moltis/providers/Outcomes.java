package moltis.providers;

import java.util.List;
import moltis.core.ErrorCode;
import moltis.core.ProviderException;
import moltis.core.StorageException;
import moltis.providers.Registry.Registered;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Draws the conclusions from real requests: how a provider is doing, and which models can't be used. */
final class Outcomes {

    private static final Logger LOG = LoggerFactory.getLogger(Outcomes.class);

    private final ModelFlags flags;
    private final ProviderHealth health;
    private final ProviderCircuits circuits;
    private final ModelRefresh refresh;
    private final ProviderEvents events;

    Outcomes(
            ModelFlags flags,
            ProviderHealth health,
            ProviderCircuits circuits,
            ModelRefresh refresh,
            ProviderEvents events) {
        this.flags = flags;
        this.health = health;
        this.circuits = circuits;
        this.refresh = refresh;
        this.events = events;
    }

    ObservedModel.Observer of(Registered model) {
        String id = model.card().id().toString();
        ProviderAccount account = model.account();
        return new ObservedModel.Observer() {
            @Override
            public void answered() {
                if (health.answered(account.name())) events.standingChanged(account.name());
                circuits.answered(model.card());
                noting(() -> {
                    if (flags.clearUnsupported(id)) events.supported(id);
                });
                // Only now does the server say with how much context the model really runs.
                if (loadsWhenAsked(account)) refresh.startIfStale(List.of(account));
            }

            @Override
            public void failed(ProviderException why) {
                if (health.failed(account.name(), why)) events.standingChanged(account.name());
                circuits.failed(model.card(), why);
                if (why.code() != ErrorCode.MODEL_UNSUPPORTED) return;
                noting(() -> events.unsupported(id, flags.markUnsupported(id, why.sentence(), account.name())));
            }
        };
    }

    /** An answer is an answer, whether or not a note about its model can be written. */
    private static void noting(Runnable note) {
        try {
            note.run();
        } catch (StorageException e) {
            LOG.atWarn().addKeyValue("error", e.sentence()).log("the state of a model could not be noted");
        }
    }

    private static boolean loadsWhenAsked(ProviderAccount account) {
        return switch (account.row().discovery()) {
            case OLLAMA, LM_STUDIO -> true;
            case OPENAI_LIST, ANTHROPIC_LIST, NEARAI_LIST, CODEX, COPILOT, NONE -> false;
        };
    }
}
