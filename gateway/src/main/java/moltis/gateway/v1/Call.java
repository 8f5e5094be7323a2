package moltis.gateway.v1;

import java.time.InstantSource;
import java.util.List;
import moltis.core.json.Json;
import moltis.core.model.CallContext;
import moltis.core.model.ModelId;
import moltis.gateway.http.Exchange;
import org.jspecify.annotations.Nullable;

/** One request on its way. Used by its thread. */
final class Call {

    private final Exchange exchange;
    private final Dialect dialect;
    private final Envelope envelope;
    private final CallContext context;
    private final String id = AnswerHead.newId();
    private final long created;
    private @Nullable Question question;

    Call(Exchange exchange, Dialect dialect, Envelope envelope, CallContext context, InstantSource clock) {
        this.exchange = exchange;
        this.dialect = dialect;
        this.envelope = envelope;
        this.context = context;
        this.created = clock.instant().getEpochSecond();
    }

    Exchange exchange() {
        return exchange;
    }

    Dialect dialect() {
        return dialect;
    }

    Envelope envelope() {
        return envelope;
    }

    CallContext context() {
        return context;
    }

    /** The request as it is understood; read once, and only when somebody of another dialect is asked. */
    Question question() {
        Question known = question;
        if (known == null) {
            known = dialect.read(Json.MAPPER.readTree(envelope.body()));
            question = known;
        }
        return known;
    }

    /** Who writes the answer of {@code model}. */
    AnswerWriter writer(ModelId model, Outlet outlet) {
        List<String> dropped = question().dropped();
        if (!dropped.isEmpty()) outlet.set("x-moltis-dropped", String.join(", ", dropped));
        var head = new AnswerHead(id, created, model.toString(), question());
        return envelope.stream() ? dialect.stream(head, outlet) : dialect.whole(head, outlet);
    }
}
