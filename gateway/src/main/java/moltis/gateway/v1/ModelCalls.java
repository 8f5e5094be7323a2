package moltis.gateway.v1;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import moltis.core.ErrorCode;
import moltis.core.MoltisException;
import moltis.core.model.CallContext;
import moltis.core.model.Completion;
import moltis.core.model.ModelId;
import moltis.core.model.Usage;
import moltis.gateway.http.Exchange;
import moltis.gateway.http.HttpProblem;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way of every call, whatever its dialect: understood, admitted, answered, settled. */
final class ModelCalls {

    private static final Logger LOG = LoggerFactory.getLogger(ModelCalls.class);
    /** Room for some large pictures; the vendors take as much. */
    static final long BODY_LIMIT = 32L << 20;

    private final Names names;
    private final Admission admission;
    private final Candidates candidates;
    private final LiveCalls live;
    private final InstantSource clock;

    ModelCalls(Names names, Admission admission, Candidates candidates, LiveCalls live, InstantSource clock) {
        this.names = names;
        this.admission = admission;
        this.candidates = candidates;
        this.live = live;
        this.clock = clock;
    }

    /** Answers on the calling thread, which is interrupted when the client leaves. */
    void serve(Exchange exchange, Dialect dialect, Envelope envelope) throws IOException {
        var caller = new CallerKey(exchange.who());
        try (var running = live.begin(caller, envelope.model(), dialect.name());
                var watch = exchange.watch(running::interrupt)) {
            var outlet = new Outlet(exchange, watch);
            @Nullable Failure failure = answered(exchange, dialect, envelope, caller, outlet);
            if (failure != null) fail(exchange, dialect, outlet, failure);
        }
    }

    /** What went wrong, or null. */
    private @Nullable Failure answered(
            Exchange exchange, Dialect dialect, Envelope envelope, CallerKey caller, Outlet outlet) throws IOException {
        long begun = System.nanoTime();
        Admission.@Nullable Grant grant = null;
        @Nullable Completion completion = null;
        @Nullable Failure failure = null;
        try {
            Target target = names.find(envelope.model(), envelope.session());
            var ask =
                    new Ask(envelope.model(), ids(target), Ask.tokens(envelope.body().length), envelope.outputTokens());
            switch (admission.admit(caller, ask)) {
                case Admission.Refusal refusal -> {
                    refusal.headers().forEach(outlet::set);
                    failure = Failure.of(refusal);
                }
                case Admission.Grant granted -> {
                    grant = granted;
                    granted.headers().forEach(outlet::set);
                    completion = switch (target) {
                        case Target.Models(var able) ->
                            candidates.answer(
                                    able, new Call(exchange, dialect, envelope, context(caller), clock), outlet);
                        case Target.Agent(var id) ->
                            throw new HttpProblem(404, "MODEL_UNKNOWN", "There is no agent '" + id + "'.");
                    };
                }
            }
        } catch (MoltisException e) {
            failure = Failure.of(e);
            if (e.code() == ErrorCode.INTERNAL) log(exchange, e);
        } catch (HttpProblem e) {
            failure = Failure.of(e);
        } catch (InterruptedException e) {
            failure = Failure.gone();
        } catch (RuntimeException e) {
            failure = Failure.internal(exchange.requestId());
            log(exchange, e);
        } finally {
            if (grant != null) grant.settle(report(outlet, completion, failure, begun));
        }
        return failure;
    }

    private static void log(Exchange exchange, Exception e) {
        LOG.atError().setCause(e).addKeyValue("request", exchange.requestId()).log("a call of a model failed");
    }

    private static CallReport report(
            Outlet outlet, @Nullable Completion completion, @Nullable Failure failure, long begun) {
        return new CallReport(
                failure == null ? 200 : failure.status(),
                Optional.ofNullable(completion).map(Completion::model),
                completion == null ? Usage.NONE : completion.usage(),
                outlet.firstAt().map(first -> Duration.ofNanos(first - begun)),
                Duration.ofNanos(System.nanoTime() - begun));
    }

    private static void fail(Exchange exchange, Dialect dialect, Outlet outlet, Failure failure) throws IOException {
        try {
            if (outlet.begun()) {
                outlet.write(dialect.errorFrame(failure));
                outlet.end();
                return;
            }
            failure.retryAfter()
                    .ifPresent(wait -> exchange.set(
                            "Retry-After",
                            Long.toString(Math.max(1, wait.plusMillis(999).toSeconds()))));
            exchange.set("x-should-retry", Boolean.toString(failure.retryable()));
            outlet.send(failure.status(), Exchange.JSON, dialect.error(failure));
        } catch (InterruptedException e) {
            throw new IOException("the client left", e);
        }
    }

    private static List<ModelId> ids(Target target) {
        return switch (target) {
            case Target.Models(var able) ->
                able.stream().map(model -> model.card().id()).toList();
            case Target.Agent _ -> List.of();
        };
    }

    private static CallContext context(CallerKey caller) {
        return new CallContext(Optional.empty(), Optional.empty(), caller.id().map(String::valueOf), false);
    }
}
