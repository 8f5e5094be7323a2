package moltis.agent;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import moltis.core.ErrorCode;
import moltis.core.ProviderException;
import moltis.core.model.Capability;
import moltis.core.model.ChatModel;
import moltis.core.model.ModelCard;
import moltis.core.model.ModelDirectory;
import moltis.core.model.ModelId;
import moltis.core.model.OpenedModel;
import moltis.core.model.ToolMode;
import moltis.testing.model.ScriptedChatModel;

/** A directory of one model, or of none. */
record FakeModels(List<OpenedModel> opened) implements ModelDirectory {

    static final FakeModels NONE = new FakeModels(List.of());

    static FakeModels of(ChatModel model) {
        return of(model, ToolMode.NATIVE, 200_000);
    }

    static FakeModels of(ChatModel model, ToolMode mode, int contextTokens) {
        return new FakeModels(
                List.of(new OpenedModel(card(ScriptedChatModel.ID, mode, contextTokens), model, Optional.empty())));
    }

    static ModelCard card(ModelId id, ToolMode mode, int contextTokens) {
        return new ModelCard(
                id,
                id.provider(),
                id.name(),
                contextTokens,
                Set.of(Capability.TOOLS),
                mode,
                false,
                false,
                false,
                Optional.empty());
    }

    @Override
    public List<ModelCard> models() {
        return opened.stream().map(OpenedModel::card).toList();
    }

    @Override
    public OpenedModel open(String id) {
        return opened.stream()
                .filter(it -> it.card().id().toString().equals(id)
                        || it.card().id().name().equals(id))
                .findFirst()
                .orElseThrow(() -> new ProviderException(ErrorCode.MODEL_UNKNOWN, "", "no model '" + id + "'", ""));
    }

    @Override
    public Optional<OpenedModel> defaultModel() {
        return opened.stream().findFirst();
    }
}
