package moltis.app;

import java.util.function.Function;
import java.util.function.Supplier;
import moltis.config.LiveConfig;
import moltis.config.section.MoltisConfig;
import org.jspecify.annotations.Nullable;

/** A module's settings as they are now; cut anew only after the configuration has changed. Safe for use by many threads. */
final class LiveSettings<T> implements Supplier<T> {

    private final LiveConfig live;
    private final Function<MoltisConfig, T> cut;
    private volatile @Nullable Piece<T> last;

    LiveSettings(LiveConfig live, Function<MoltisConfig, T> cut) {
        this.live = live;
        this.cut = cut;
    }

    @Override
    public T get() {
        MoltisConfig now = live.current();
        Piece<T> piece = last;
        if (piece == null || piece.of != now) last = piece = new Piece<>(now, cut.apply(now));
        return piece.settings;
    }

    private record Piece<T>(MoltisConfig of, T settings) {}
}
