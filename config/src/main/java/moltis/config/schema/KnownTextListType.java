package moltis.config.schema;

import java.util.List;
import java.util.Optional;

/** A list of text with known values. */
final class KnownTextListType extends TextListType {

    private final List<String> known;

    KnownTextListType(List<String> known) {
        this.known = known;
    }

    @Override
    public List<String> known() {
        return known;
    }

    @Override
    Optional<String> doubt(List<String> value) {
        return value.stream()
                .flatMap(text -> Doubts.unknown(text, known).stream())
                .findFirst();
    }
}
