package moltis.core.model;

/** Counts what models are asked. Safe for use by many threads. */
@FunctionalInterface
public interface ModelMeter {

    /** Counts nothing. */
    ModelMeter NONE = (_, model) -> model;

    /**
     * The same model, each of whose calls is counted under the request's {@link CallContext} and, where budgets are set,
     * reserved before it is made. A call that a budget forbids throws {@link moltis.core.TurnException} {@code
     * BUDGET_REACHED} and reaches no provider; another model would not help.
     */
    ChatModel metered(ModelCard card, ChatModel model);
}
