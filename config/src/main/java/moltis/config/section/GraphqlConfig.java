package moltis.config.section;

import static moltis.config.schema.Types.FLAG;

import moltis.config.schema.KeyReader;

/** {@code [graphql]}. */
public record GraphqlConfig(boolean enabled) {

    static GraphqlConfig read(KeyReader keys) {
        return new GraphqlConfig(keys.hot().get("enabled", FLAG, true, "Answer GraphQL requests."));
    }
}
