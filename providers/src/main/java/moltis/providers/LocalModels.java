package moltis.providers;

import java.util.List;
import moltis.core.model.ChatModel;

/** The model files on this machine that can run in this process. Safe for use by many threads. */
public interface LocalModels {

    LocalModels NONE = new LocalModels() {
        @Override
        public List<LocalModel> models() {
            return List.of();
        }

        @Override
        public ChatModel open(String id) {
            throw new IllegalArgumentException("no local model " + id);
        }
    };

    /** The models that are ready to be loaded. Looks at the disk at most; loads nothing. */
    List<LocalModel> models();

    /** The model with this id. It is loaded when it is asked, not here. */
    ChatModel open(String id);

    /** @param contextTokens how much the model will be loaded with */
    record LocalModel(String id, String displayName, int contextTokens) {}
}
