package moltis.gateway.v1;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import moltis.gateway.access.Access;
import moltis.gateway.http.HttpProblem;
import moltis.gateway.http.Route;
import moltis.gateway.v1.anthropic.MessagesDialect;
import moltis.gateway.v1.openai.ChatDialect;
import moltis.gateway.v1.responses.ResponsesDialect;

/** The addresses at which other programs use the models. Each takes the scope {@code models.invoke}. */
public final class ModelRoutes {

    private final ModelCalls calls;
    private final ModelList list;

    /** @param live where the calls under way are noted */
    public ModelRoutes(ModelPorts ports, LiveCalls live, InstantSource clock, RandomGenerator random) {
        var names = new Names(ports.models(), ports.settings(), random);
        this.list = new ModelList(names);
        this.calls = new ModelCalls(names, ports.admission(), new Candidates(ports.breaker()), live, clock);
    }

    public List<Route> routes() {
        Dialect chat = new ChatDialect();
        List<Route> all = new ArrayList<>();
        Dialect messages = new MessagesDialect();
        all.add(asking("/v1/chat/completions", chat));
        all.add(asking("/v1/responses", new ResponsesDialect()));
        all.add(asking("/v1/messages", messages));
        all.add(Route.post("/v1/messages/count_tokens", Access.MODELS, new TokenCount(messages)::count)
                .failingAs(messages.errors()));
        all.add(Route.get("/v1/models", Access.MODELS, list::all).failingAs(chat.errors()));
        all.add(Route.get("/v1/models/{id…}", Access.MODELS, list::one).failingAs(chat.errors()));
        // What these vendors have and we don't is answered in their form, not with a page.
        for (String method : List.of("GET", "POST", "DELETE"))
            all.add(new Route(
                    method,
                    "/v1/{path…}",
                    Access.MODELS,
                    _ -> {
                        throw HttpProblem.notFound();
                    },
                    chat.errors()));
        return List.copyOf(all);
    }

    private Route asking(String path, Dialect dialect) {
        return Route.post(
                        path,
                        Access.MODELS,
                        exchange -> calls.serve(
                                exchange, dialect, Envelope.read(exchange.body(ModelCalls.BODY_LIMIT), false)))
                .failingAs(dialect.errors());
    }
}
