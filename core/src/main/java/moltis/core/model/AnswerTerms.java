package moltis.core.model;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * How an answer is to be, where the asker cares. A wire that has no word for one of these refuses the request and names it.
 *
 * @param stop texts before which the answer ends
 * @param parallelCalls false if the model may call one tool at a time only
 */
public record AnswerTerms(
        Optional<Double> temperature, Optional<Double> topP, List<String> stop, Format format, boolean parallelCalls) {

    /** Everything is left to the provider. */
    public static final AnswerTerms NONE =
            new AnswerTerms(Optional.empty(), Optional.empty(), List.of(), Format.TEXT, true);

    public AnswerTerms {
        stop = List.copyOf(stop);
    }

    /** The form of the answer's text. */
    public sealed interface Format {

        Format TEXT = new Text();
        Format JSON = new AnyJson();

        record Text() implements Format {}

        /** Some JSON object. */
        record AnyJson() implements Format {}

        /** @param name {@code [A-Za-z0-9_-]{1,64}} */
        record Schema(String name, ObjectNode schema, boolean strict) implements Format {}
    }
}
