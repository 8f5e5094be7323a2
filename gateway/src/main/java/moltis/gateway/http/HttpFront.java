package moltis.gateway.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import moltis.core.MoltisException;
import moltis.gateway.access.Access;
import moltis.gateway.access.Gate;
import moltis.gateway.access.Identity;
import moltis.gateway.access.Verdict;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes each request: headers that all answers carry, then the gate, then the route, and an answer whatever happens. */
final class HttpFront extends Handler.Abstract {

    private static final Logger LOG = LoggerFactory.getLogger(HttpFront.class);
    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    private final RouteTable routes;
    private final Gate gate;
    private final Route fallback;
    private final UpgradeDoor upgrades;
    private final boolean onlyHttps;

    /**
     * @param fallback answers where no route is; its method and path mean nothing
     * @param onlyHttps whether browsers that come over plain HTTP are sent to HTTPS
     */
    HttpFront(RouteTable routes, Gate gate, Route fallback, UpgradeDoor upgrades, boolean onlyHttps) {
        super(InvocationType.BLOCKING);
        this.routes = routes;
        this.gate = gate;
        this.fallback = fallback;
        this.upgrades = upgrades;
        this.onlyHttps = onlyHttps;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String given = request.getHeaders().get("x-request-id");
        String requestId = given != null && REQUEST_ID.matcher(given).matches()
                ? given
                : UUID.randomUUID().toString();
        SecurityHeaders.put(response.getHeaders(), requestId);
        var exchange = new Exchange(request, response, requestId);
        if (onlyHttps) {
            Optional<String> elsewhere = PlainHttp.elsewhere(request);
            if (elsewhere.isPresent()) {
                response.setStatus(301);
                response.getHeaders().put("Location", elsewhere.get());
                response.write(true, ByteBuffer.allocate(0), callback);
                return true;
            }
            SecurityHeaders.keepToHttps(response.getHeaders(), Request.getServerName(request));
        }
        try {
            if (upgrades.serves(exchange.path())) {
                upgrades.handle(exchange, request, response, callback);
                return true;
            }
            if (exchange.path().startsWith("/api/")) exchange.set("Cache-Control", "no-store");
            answer(exchange);
            callback.succeeded();
        } catch (Exception e) {
            callback.failed(e);
        }
        return true;
    }

    private void answer(Exchange exchange) throws Exception {
        try {
            serve(exchange);
        } catch (HttpProblem problem) {
            Long seconds = problem.retryAfterSeconds();
            if (seconds != null) exchange.set("Retry-After", seconds.toString());
            fail(exchange, problem.status(), ErrorBody.of(problem), problem);
        } catch (MoltisException e) {
            if (e.code().httpStatus() == 500)
                LOG.atWarn()
                        .setCause(e)
                        .addKeyValue("request", exchange.requestId())
                        .log("request failed");
            fail(exchange, e.code().httpStatus(), ErrorBody.of(e), e);
        } catch (RuntimeException | Error e) {
            LOG.atError()
                    .setCause(e)
                    .addKeyValue("request", exchange.requestId())
                    .log("handler crashed");
            fail(exchange, 500, ErrorBody.internal(exchange.requestId()), e);
        }
    }

    private void serve(Exchange exchange) throws Exception {
        switch (routes.find(exchange.method(), exchange.path())) {
            case RouteTable.Match.Found(var route, var places) -> serve(exchange, route, places);
            case RouteTable.Match.WrongMethod(var allowed) -> {
                // The gate comes first here too: nobody learns which addresses exist.
                if (admit(exchange, Access.KNOWN).isEmpty()) return;
                exchange.set("Allow", String.join(", ", allowed));
                throw new HttpProblem(
                        405,
                        "METHOD_NOT_ALLOWED",
                        exchange.method().toUpperCase(Locale.ROOT) + " is not possible here");
            }
            case RouteTable.Match.Nothing _ -> serve(exchange, fallback, Map.of());
        }
    }

    private void serve(Exchange exchange, Route route, Map<String, String> places) throws Exception {
        Optional<Identity> who = admit(exchange.failingAs(route.errors()), route.access());
        if (who.isPresent()) route.handler().handle(exchange.at(places, who.get()));
    }

    /** Who may go on; empty if a person was shown the way to another page. */
    private Optional<Identity> admit(Exchange exchange, Access access) throws IOException {
        return switch (gate.request(exchange, access)) {
            case Verdict.Admitted(var who) -> Optional.of(who);
            case Verdict.Elsewhere(var location) -> {
                exchange.set("Cache-Control", "no-store").redirect(location);
                yield Optional.empty();
            }
            case Verdict.Refused(var status, var code, var message, var retryAfter) ->
                throw new HttpProblem(status, code, message, retryAfter);
        };
    }

    private static void fail(Exchange exchange, int status, ErrorBody body, Throwable cause) throws Exception {
        // Half an answer can't be taken back: the connection is cut, so that nobody takes it for a whole one.
        if (exchange.isCommitted()) throw new IllegalStateException("the answer had begun", cause);
        exchange.fail(status, body);
    }
}
