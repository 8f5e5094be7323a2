package moltis.ledger;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import moltis.core.model.ModelCard;
import org.jspecify.annotations.Nullable;

/** What models cost now: as the person says, else nothing for a model of their own machine, else as the shipped table says. */
final class Prices {

    private record Own(Map<String, Price> written, PriceTable table) {}

    private final Supplier<LedgerSettings> settings;
    private volatile @Nullable PriceTable shipped;
    private volatile @Nullable Own own;

    Prices(Supplier<LedgerSettings> settings) {
        this.settings = settings;
    }

    /** Empty when nobody knows it. */
    Optional<Price> of(ModelCard card) {
        Optional<Price> written = own().of(card);
        if (written.isPresent()) return written;
        return card.local() ? Optional.of(Price.FREE) : shipped().of(card);
    }

    /** The day on which the shipped prices were looked up. */
    String checked() {
        return shipped().checked();
    }

    private PriceTable own() {
        Map<String, Price> written = settings.get().prices();
        @Nullable Own known = own;
        if (known == null || known.written() != written) own = known = new Own(written, PriceTable.of("", written));
        return known.table();
    }

    // Read when the first model is asked, not at the start.
    private PriceTable shipped() {
        @Nullable PriceTable known = shipped;
        if (known == null) shipped = known = PriceTable.shipped();
        return known;
    }
}
