package moltis.gateway.v1;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import moltis.core.model.OpenedModel;
import moltis.gateway.http.Exchange;
import moltis.gateway.json.JsonBytes;
import moltis.gateway.v1.Names.Named;

/**
 * Who can be asked. OpenAI's and Anthropic's clients ask at the same address; those of Anthropic say so with their version
 * and get a list of their form.
 *
 * <ul>
 *   <li>{@code GET /v1/models}: {@code {object: "list", data: [{id, object: "model", created, owned_by}]}}, or
 *       {@code {data: [{type: "model", id, display_name, created_at}], has_more, first_id, last_id}}.
 *   <li>{@code GET /v1/models/{id}}: one of them; 404 if nobody answers to it.
 * </ul>
 */
final class ModelList {

    private final Names names;

    ModelList(Names names) {
        this.names = names;
    }

    void all(Exchange exchange) throws IOException, InterruptedException {
        boolean anthropic = isAnthropic(exchange);
        List<Named> all = new ArrayList<>(names.list());
        if (anthropic && all.size() > limit(exchange)) all = all.subList(0, limit(exchange));
        JsonBytes json = new JsonBytes().raw("{");
        if (!anthropic) json.text("object", "list");
        json.name("data").raw("[");
        for (int i = 0; i < all.size(); i++) write(json.raw(i == 0 ? "" : ","), all.get(i), anthropic);
        json.raw("]");
        if (anthropic) {
            json.flag("has_more", false);
            if (!all.isEmpty())
                json.text("first_id", all.getFirst().name())
                        .text("last_id", all.getLast().name());
        }
        exchange.send(200, Exchange.JSON, json.raw("}").toBytes());
    }

    void one(Exchange exchange) throws IOException, InterruptedException {
        String name = exchange.place("id");
        Named found = switch (names.find(name, "")) {
            case Target.Models(var able) -> named(name, able.getFirst());
            case Target.Agent _ -> new Named(name, "moltis", Optional.empty());
        };
        JsonBytes json = new JsonBytes();
        write(json, found, isAnthropic(exchange));
        exchange.send(200, Exchange.JSON, json.toBytes());
    }

    private static Named named(String name, OpenedModel model) {
        return new Named(name, model.card().provider(), Optional.of(model.card()));
    }

    private static boolean isAnthropic(Exchange exchange) {
        return exchange.header("anthropic-version").isPresent();
    }

    private static int limit(Exchange exchange) {
        return exchange.queryNumber("limit")
                .map(number -> Math.clamp(number, 1, 1000))
                .orElse(1000);
    }

    private static void write(JsonBytes json, Named model, boolean anthropic) {
        Instant created = model.card().flatMap(card -> card.createdAt()).orElse(Instant.EPOCH);
        if (anthropic)
            json.open()
                    .text("type", "model")
                    .text("id", model.name())
                    .text(
                            "display_name",
                            model.card().map(card -> card.displayName()).orElse(model.name()))
                    .text("created_at", created.toString())
                    .close();
        else
            json.open()
                    .text("id", model.name())
                    .text("object", "model")
                    .number("created", created.getEpochSecond())
                    .text("owned_by", model.owner())
                    .close();
    }
}
