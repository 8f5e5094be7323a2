package moltis.providers;

import moltis.core.model.ChatModel;
import moltis.core.model.ModelMeter;
import moltis.providers.Registry.Registered;
import moltis.providers.table.AuthType;
import moltis.providers.table.WireKind;

/** Opens models so that every request is counted and its outcome noted. */
final class ObservedModels implements ModelCatalog.Models {

    private final LocalModels local;
    private final ModelFactory factory;
    private final ModelMeter meter;
    private final Outcomes outcomes;

    ObservedModels(LocalModels local, ModelFactory factory, ModelMeter meter, Outcomes outcomes) {
        this.local = local;
        this.factory = factory;
        this.meter = meter;
        this.outcomes = outcomes;
    }

    @Override
    public ChatModel open(Registered model) {
        ProviderAccount account = model.account();
        ChatModel bare = account.row().auth() == AuthType.LOCAL
                ? local.open(model.card().id().name())
                : factory.open(account.endpoint(model.card().id(), model.card().toolMode(), model.effortSupported()));
        return meter.metered(model.card(), new ObservedModel(bare, outcomes.of(model)));
    }

    @Override
    public boolean speaks(WireKind wire) {
        return wire == WireKind.IN_PROCESS || factory.speaks(wire);
    }
}
