package moltis.agent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import moltis.core.ProviderException;
import moltis.core.event.Question;
import moltis.core.model.CircuitBreaker;
import moltis.core.model.ModelId;
import moltis.core.model.OpenedModel;
import moltis.core.session.FailoverMode;
import org.jspecify.annotations.Nullable;

/**
 * Whom a turn asks, and what follows a failure: the one place that decides between another model, the same one later, and
 * the end. Nobody is waited for while there is another model to ask. Made for one turn, used by its thread.
 */
final class ModelChain {

    /** What follows a failure. */
    sealed interface Next {
        /** {@link #current} is to be asked at once. */
        record Now() implements Next {}

        /** {@link #current} is to be asked after a while. @param why the failure that waiting may cure */
        record Later(Duration delay, ProviderException why) implements Next {}

        /** @param why what the person is told */
        record End(ProviderException why) implements Next {}
    }

    /** Finds out who may stand in; asked once, and only when somebody must. */
    interface Search {
        List<OpenedModel> find() throws InterruptedException;
    }

    /** Lets a person choose. Empty when nobody did. */
    interface Person {
        Optional<String> choose(String title, String text, List<Question.Choice> choices) throws InterruptedException;
    }

    static final String AGAIN = "again";
    static final String STOP = "stop";

    private final FailoverMode mode;
    private final OpenedModel primary;
    private final Search search;
    private final CircuitBreaker breaker;
    private final Person person;
    private final Map<ModelId, ProviderException> failures = new HashMap<>();

    /** Who failed since somebody last answered, or since all began anew. */
    private final Set<ModelId> tried = new HashSet<>();

    private @Nullable List<OpenedModel> standIns;
    private RetryPolicy retry = new RetryPolicy();
    private OpenedModel current;

    ModelChain(FailoverMode mode, OpenedModel primary, Search search, CircuitBreaker breaker, Person person) {
        this.mode = mode;
        this.primary = primary;
        this.search = search;
        this.breaker = breaker;
        this.person = person;
        this.current = primary;
    }

    OpenedModel current() {
        return current;
    }

    /** Passes over a model that rests if another one may be asked at once. @return why it rests, if it was passed over */
    Optional<ProviderException> begin() throws InterruptedException {
        if (mode != FailoverMode.AUTO) return Optional.empty();
        Optional<ProviderException> resting = breaker.objection(primary.card());
        if (resting.isEmpty()) return Optional.empty();
        Optional<OpenedModel> other = untried();
        other.ifPresent(model -> current = model);
        return other.isPresent() ? resting : Optional.empty();
    }

    /** The model has answered. The turn goes on with it. */
    void answered() {
        tried.clear();
        retry = new RetryPolicy();
    }

    /** What follows a failure of {@link #current} of which nothing was shown. May wait for a person. */
    Next after(ProviderException failure) throws InterruptedException {
        failures.put(id(current), failure);
        tried.add(id(current));
        if (!failure.code().anotherModelMayAnswer()) return later(failure);
        return switch (mode) {
            case OFF -> later(failure);
            case AUTO -> {
                Optional<OpenedModel> other = untried();
                other.ifPresent(model -> current = model);
                yield other.isPresent() ? new Next.Now() : later(failure);
            }
            case ASK -> {
                List<OpenedModel> others = others();
                yield others.isEmpty() ? later(failure) : asked(failure, others);
            }
        };
    }

    private Next asked(ProviderException failure, List<OpenedModel> others) throws InterruptedException {
        List<Question.Choice> choices = new ArrayList<>();
        for (OpenedModel other : others)
            choices.add(new Question.Choice(id(other).toString(), "Ask " + id(other)));
        choices.add(new Question.Choice(AGAIN, "Try " + id(current) + " again"));
        choices.add(new Question.Choice(STOP, "Stop"));
        String text = id(current) + " could not answer: " + failure.sentence();
        String choice = person.choose("Ask another model?", text, choices).orElse(STOP);
        if (choice.equals(AGAIN)) return new Next.Now();
        for (OpenedModel other : others) {
            if (!id(other).toString().equals(choice)) continue;
            current = other;
            return new Next.Now();
        }
        return new Next.End(failure);
    }

    /** Nobody is left to ask now: begins anew with the first one whom waiting may cure. */
    private Next later(ProviderException failure) {
        for (OpenedModel model : mode == FailoverMode.AUTO ? known() : List.of(current)) {
            ProviderException why = failures.get(id(model));
            if (why == null || !tried.contains(id(model))) continue;
            Optional<Duration> wait = retry.next(why);
            if (wait.isEmpty()) continue;
            tried.clear();
            current = model;
            return new Next.Later(wait.get(), why);
        }
        ProviderException meant = failures.get(id(primary));
        return new Next.End(meant == null ? failure : meant);
    }

    /** The first that was not tried and does not rest. When all rest, the person's own model is better than none. */
    private Optional<OpenedModel> untried() throws InterruptedException {
        List<OpenedModel> left =
                others().stream().filter(model -> !tried.contains(id(model))).toList();
        for (OpenedModel model : left) {
            if (breaker.objection(model.card()).isEmpty()) return Optional.of(model);
        }
        return left.stream().filter(model -> model == primary).findFirst();
    }

    /** Everybody but the current one, without those whom asking again would not help. */
    private List<OpenedModel> others() throws InterruptedException {
        if (standIns == null) standIns = search.find();
        return known().stream()
                .filter(model -> model != current)
                .filter(model -> {
                    ProviderException why = failures.get(id(model));
                    return why == null || why.code().retryable();
                })
                .toList();
    }

    private List<OpenedModel> known() {
        List<OpenedModel> all = new ArrayList<>();
        all.add(primary);
        if (standIns != null) all.addAll(standIns);
        return all;
    }

    private static ModelId id(OpenedModel model) {
        return model.card().id();
    }
}
