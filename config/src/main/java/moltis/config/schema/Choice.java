package moltis.config.schema;

import java.util.Locale;

/** An enum whose constants are the values of a key. */
public interface Choice {

    String name();

    /** The value as it is written in the file. */
    default String written() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
