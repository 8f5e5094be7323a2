package moltis.config.schema;

import java.util.Optional;

/**
 * A key with its effective value.
 *
 * @param value as the file would say it, secrets in clear text; empty when the key is unset
 */
public record KeyValue(KeySpec spec, Optional<Object> value, Source source) {

    /** Where a value comes from. */
    public enum Source {
        DEFAULT,
        FILE,
        /** The configuration of the home folder, while another one is in effect. */
        HOME,
        /** A {@code MOLTIS_…} variable, or a resolved {@code ${…}} of the file. */
        ENVIRONMENT
    }

    public KeyPath path() {
        return spec.path();
    }

    @Override
    public String toString() {
        return spec.path() + " = "
                + (spec.type().isSecret()
                        ? "[secret]"
                        : value.map(Object::toString).orElse("unset"));
    }
}
