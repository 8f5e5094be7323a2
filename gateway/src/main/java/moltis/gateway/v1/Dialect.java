package moltis.gateway.v1;

import java.util.Optional;
import moltis.core.model.Protocol;
import moltis.gateway.http.ErrorBody;
import moltis.gateway.http.ErrorShape;
import tools.jackson.databind.JsonNode;

/** How programs of one kind ask and are answered. Without state; safe for use by many threads. */
public interface Dialect {

    /** Short, for people, as in {@code openai}. */
    String name();

    /** The protocol of providers that is the same, whose bytes need no translation. */
    Optional<Protocol> protocol();

    /**
     * What a request asks.
     *
     * @throws moltis.core.RequestException if something is missing, wrong, or can't be said to another kind of model; it
     *     names the field
     */
    Question read(JsonNode body);

    /** Writes an answer in pieces as they come. */
    AnswerWriter stream(AnswerHead head, Outlet outlet);

    /** Writes an answer in one piece when it is complete. */
    AnswerWriter whole(AnswerHead head, Outlet outlet);

    /** The body of an error answer. */
    byte[] error(Failure failure);

    /** What ends a stream that had begun: an error, as clients read it there. */
    byte[] errorFrame(Failure failure);

    /** How errors are written that are found before a request is read. */
    default ErrorShape errors() {
        return (int status, ErrorBody body) -> error(Failure.of(status, body));
    }
}
