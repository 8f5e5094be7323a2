package moltis.app;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import moltis.app.link.LinkEvent;
import moltis.app.link.LocalLink;
import moltis.app.link.Turn;
import moltis.app.link.TurnOutcome;
import moltis.config.LiveConfig;
import moltis.core.json.Json;
import moltis.core.session.SessionKey;
import moltis.gateway.GatewaySettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The whole product inside the test, over folders of its own, and everything that it ever said. */
final class House implements AutoCloseable {

    private static final long PATIENCE_NANOS = 20_000_000_000L;

    final Path config;
    final Map<String, String> environment = new HashMap<>();
    final List<LinkEvent> events = new CopyOnWriteArrayList<>();
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final Path folder;
    private LocalLink link;

    House(Path folder) throws IOException {
        this.folder = folder;
        config = Files.createDirectories(folder.resolve("config"));
        environment.put("HOME", folder.toString());
        environment.put("MOLTIS_CONFIG_DIR", config.toString());
        environment.put("MOLTIS_DATA_DIR", folder.resolve("data").toString());
    }

    /** Makes a provider's sign-in and its models be those of the stand-in, as a person would: by configuration. */
    House reaches(CodexStandIn codex, boolean device) throws IOException {
        ObjectNode entry = Json.object()
                .put("client_id", CodexStandIn.CLIENT)
                .put("auth_url", codex.url(device ? "/device" : "/authorize"))
                .put("token_url", codex.url("/token"))
                .put("revocation_url", codex.url("/revoke"))
                .put("device_flow", device);
        entry.putArray("scopes").add("openid");
        Files.writeString(
                config.resolve("oauth_providers.json"), Json.write(Json.object().set("openai-codex", entry)));
        return configured("[providers.openai-codex]\nbase_url = \"" + codex.url("/backend-api") + "\"\n");
    }

    House configured(String toml) throws IOException {
        Files.writeString(config.resolve("moltis.toml"), toml);
        return this;
    }

    House start() {
        Settings settings = Settings.of(shell(), new GlobalOptions());
        LiveConfig live = settings.live(settings.start().load());
        Composition composition =
                new Composition(settings, live, GatewaySettings.local(0, "1.0"), settings.variables(), _ -> {});
        link = new LocalLink(composition.gateway(), composition.events(), composition::close);
        link.listen(event -> {
            events.add(event);
            said.add(event.name() + " " + event.payload());
        });
        return this;
    }

    /** What is wrong with the configuration. */
    List<String> findings() {
        return Settings.of(shell(), new GlobalOptions()).findings().stream()
                .map(issue -> issue.toString())
                .toList();
    }

    Shell shell() {
        return new Shell(
                System.in,
                new PrintStream(PrintStream.nullOutputStream()),
                new PrintStream(PrintStream.nullOutputStream()),
                environment,
                folder,
                false,
                false);
    }

    JsonNode call(String method, String params) throws InterruptedException {
        JsonNode answer = link.call(method, (ObjectNode) Json.parse(params));
        said.add(method + " " + answer);
        return answer;
    }

    /** The provider as a picker shows it. */
    JsonNode provider(String name) throws InterruptedException {
        return call("providers.available", "{}")
                .valueStream()
                .filter(entry -> entry.path("name").asString("").equals(name))
                .findFirst()
                .orElseThrow();
    }

    boolean offers(String model) throws InterruptedException {
        return call("models.list", "{}").findValuesAsString("id").contains(model);
    }

    TurnOutcome turn(String session, String model) throws InterruptedException {
        return new Turn(link, new SessionKey(session))
                .run(Json.object().put("text", "Hi").put("model", model), _ -> {});
    }

    void awaitEvent(Predicate<LinkEvent> wanted) throws InterruptedException {
        await(() -> events.stream().anyMatch(wanted));
    }

    void await(Condition condition) throws InterruptedException {
        long giveUp = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.holds()) {
            if (System.nanoTime() > giveUp)
                throw new AssertionError(
                        "it never came to pass; last said: " + said.subList(Math.max(0, said.size() - 6), said.size()));
            Thread.onSpinWait();
        }
    }

    /** Every answer and every event so far. */
    List<String> said() {
        return List.copyOf(said);
    }

    @FunctionalInterface
    interface Condition {
        boolean holds() throws InterruptedException;
    }

    @Override
    public void close() {
        if (link != null) link.close();
    }
}
