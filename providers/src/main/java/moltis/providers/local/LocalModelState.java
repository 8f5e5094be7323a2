package moltis.providers.local;

import java.util.Locale;

/** What happens to a local model, for those who show it. */
public enum LocalModelState {
    LOADING,
    LOADED,
    UNLOADED;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Hears of changes, on the thread that made them. */
    @FunctionalInterface
    public interface Listener {

        Listener NONE = (_, _) -> {};

        void changed(String modelId, LocalModelState state);
    }
}
