package moltis.gateway.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import moltis.gateway.access.Access;
import moltis.gateway.http.Exchange;
import moltis.gateway.http.Route;
import moltis.oauth.CallbackPage;
import moltis.oauth.SignIns;

/** {@code GET /auth/callback}: where a browser comes back from a provider. The state in the address is the credential. */
public final class SignInCallback {

    private static final List<String> PARAMETERS = List.of("code", "state", "error", "error_description");

    private final SignIns signIns;

    public SignInCallback(SignIns signIns) {
        this.signIns = signIns;
    }

    public Route route() {
        return Route.get("/auth/callback", Access.PUBLIC, this::answer);
    }

    private void answer(Exchange exchange) throws IOException {
        Map<String, String> query = new HashMap<>();
        for (String name : PARAMETERS) exchange.query(name).ifPresent(value -> query.put(name, value));
        CallbackPage page = signIns.callback(query);
        exchange.set("Content-Security-Policy", CallbackPage.SECURITY_POLICY);
        exchange.set("Cache-Control", "no-store");
        exchange.set("Referrer-Policy", "no-referrer");
        exchange.send(page.status(), Exchange.HTML, page.html().getBytes(StandardCharsets.UTF_8));
    }
}
