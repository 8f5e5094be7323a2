package moltis.gateway.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import moltis.core.MoltisException;
import moltis.core.session.SessionDirectory;
import moltis.gateway.access.Access;
import moltis.gateway.http.Exchange;
import moltis.gateway.http.Route;
import moltis.gateway.methods.AgentIdentity;
import moltis.gateway.methods.SessionRows;
import moltis.providers.ModelEntry;
import moltis.providers.ModelService;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET /api/bootstrap}: the lists that a page shows first, in one answer. A list that fails is null. */
public final class BootstrapRoute {

    private static final int ALL = 100_000;

    private final BootData boot;
    private final SessionDirectory sessions;
    private final SessionRows rows;
    private final ModelService models;
    private final BooleanSupplier onboarded;

    public BootstrapRoute(
            BootData boot,
            SessionDirectory sessions,
            SessionRows rows,
            ModelService models,
            BooleanSupplier onboarded) {
        this.boot = boot;
        this.sessions = sessions;
        this.rows = rows;
        this.models = models;
        this.onboarded = onboarded;
    }

    public Route route() {
        return Route.get("/api/bootstrap", Access.READ, this::answer);
    }

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Bootstrap(
            @Nullable List<Object> channels,
            @Nullable List<ObjectNode> sessions,
            @Nullable List<ModelEntry> models,
            @Nullable List<Object> projects,
            boolean onboarded,
            @Nullable AgentIdentity identity,
            BootData.Sandbox sandbox,
            BootData.@Nullable Counts counts) {}

    private void answer(Exchange exchange) throws Exception {
        exchange.json(
                200,
                new Bootstrap(
                        part(exchange, "channels", List::of),
                        part(exchange, "sessions", () -> rows.rows(sessions.list(true, Optional.empty(), ALL))),
                        part(exchange, "models", models::list),
                        part(exchange, "projects", List::of),
                        onboarded.getAsBoolean(),
                        part(exchange, "identity", boot::identity),
                        BootData.sandbox(),
                        part(exchange, "counts", boot::counts)));
    }

    @FunctionalInterface
    private interface Part<T> {
        T read() throws InterruptedException;
    }

    private static <T> @Nullable T part(Exchange exchange, String name, Part<T> part) throws InterruptedException {
        if (!exchange.queryFlag("include_" + name, true)) return null;
        try {
            return part.read();
        } catch (MoltisException unavailable) {
            return null;
        }
    }
}
