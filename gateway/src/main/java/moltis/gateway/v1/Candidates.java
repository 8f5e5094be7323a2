package moltis.gateway.v1;

import java.util.List;
import moltis.core.ProviderException;
import moltis.core.model.CircuitBreaker;
import moltis.core.model.Completion;
import moltis.core.model.OpenedModel;
import moltis.core.model.ToolMode;
import org.jspecify.annotations.Nullable;

/** Asks one after the other until somebody begins to answer. Safe for use by many threads. */
final class Candidates {

    private final CircuitBreaker breaker;

    Candidates(CircuitBreaker breaker) {
        this.breaker = breaker;
    }

    /** @throws ProviderException why the first that was asked could not answer */
    Completion answer(List<OpenedModel> able, Call call, Outlet outlet) throws InterruptedException {
        @Nullable ProviderException first = null;
        for (OpenedModel model : able) {
            // Where there is no other, one that rests is better than none.
            if (able.size() > 1 && breaker.objection(model.card()).isPresent()) continue;
            try {
                return ask(model, call, outlet);
            } catch (ProviderException e) {
                if (outlet.begun() || !e.code().anotherModelMayAnswer()) throw e;
                if (first == null) first = e;
            }
        }
        if (first != null) throw first;
        return ask(able.getFirst(), call, outlet);
    }

    private static Completion ask(OpenedModel model, Call call, Outlet outlet) throws InterruptedException {
        outlet.set("x-moltis-model", model.card().id().toString());
        if (PassThrough.fits(model, call.dialect())) return PassThrough.run(model, call, outlet);
        Question question = call.question();
        if (!question.request().tools().isEmpty() && model.card().toolMode() != ToolMode.NATIVE)
            throw Failure.uncarried(
                    "tools", "can't be offered to " + model.card().id() + ".");
        AnswerWriter writer = call.writer(model.card().id(), outlet);
        Completion completion = model.model().stream(question.request().with(call.context(), model.effort()), writer);
        writer.finish(completion);
        return completion;
    }
}
