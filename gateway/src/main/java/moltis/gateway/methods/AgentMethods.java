package moltis.gateway.methods;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import moltis.access.Scope;
import moltis.agent.Mode;
import moltis.core.RequestException;
import moltis.core.session.SessionDirectory;
import moltis.core.session.SessionKey;
import moltis.core.session.SessionPatch;
import moltis.gateway.rpc.RpcCall;
import moltis.gateway.rpc.RpcMethod;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The agent: who it is, how it works, and what it waits for. There is one agent, {@code main}. */
public final class AgentMethods {

    private static final String MAIN = "main";

    private final IdentityFiles identity;
    private final Supplier<List<Mode>> modes;
    private final SessionDirectory sessions;

    public AgentMethods(IdentityFiles identity, Supplier<List<Mode>> modes, SessionDirectory sessions) {
        this.identity = identity;
        this.modes = modes;
        this.sessions = sessions;
    }

    public List<RpcMethod<?, ?>> methods() {
        return List.of(
                RpcMethod.read("agent.identity.get", Empty.class, AgentIdentity.class, (_, _) -> identity.current()),
                RpcMethod.write("agent.identity.update", ObjectNode.class, AgentIdentity.class, (p, _) -> update(p)),
                RpcMethod.write("agent.identity.update_soul", ObjectNode.class, Ok.class, (p, _) -> updateSoul(p)),
                RpcMethod.read("agents.list", Empty.class, Agents.class, (_, _) -> agents()),
                RpcMethod.read("agents.identity.get", OfAgent.class, AgentIdentity.class, (p, _) -> get(p)),
                RpcMethod.write("agents.identity.update", ObjectNode.class, AgentIdentity.class, (p, _) -> {
                    checkAgent(new PatchParams(p).text("id", "agent_id"));
                    return update(p);
                }),
                RpcMethod.read("modes.list", Empty.class, Modes.class, (_, _) -> listModes()),
                RpcMethod.write("modes.set_session", ObjectNode.class, ModeSet.class, this::setMode),
                new RpcMethod<>(
                        "exec.approval.request",
                        Scope.APPROVALS,
                        OfSession.class,
                        Approvals.class,
                        // No tool of this version asks before it acts.
                        (_, _) -> new Approvals(List.of(), List.of())));
    }

    public record OfAgent(@JsonAlias("agent_id") @Nullable String id) {}

    public record OfSession(
            @JsonAlias("session_key") @Nullable String sessionKey) {}

    public record Agents(@JsonProperty("default_id") String defaultId, List<Agent> agents) {}

    public record Agent(
            String id,
            String name,
            @JsonProperty("is_default") boolean isDefault,
            @Nullable String emoji,
            @Nullable String theme) {}

    public record Modes(List<Mode> modes) {}

    public record ModeSet(
            boolean ok, @JsonProperty("mode_id") @Nullable String modeId) {}

    public record Approvals(List<String> pending, List<String> requests) {}

    private AgentIdentity get(OfAgent params) {
        checkAgent(Optional.ofNullable(params.id()));
        return identity.current();
    }

    private static void checkAgent(Optional<String> id) {
        if (id.isPresent() && !id.get().equals(MAIN))
            throw RequestException.notFound("agent '" + id.get() + "' not found");
    }

    private AgentIdentity update(ObjectNode params) {
        var patch = new PatchParams(params);
        return identity.change(new IdentityFiles.Change(
                patch.change("name"),
                patch.change("emoji"),
                patch.change("theme"),
                patch.change("soul"),
                patch.change("user_name"),
                zone(patch.change("user_timezone", "timezone")),
                place(params)));
    }

    private Ok updateSoul(ObjectNode params) {
        Optional<String> soul = new PatchParams(params).text("soul");
        identity.change(new IdentityFiles.Change(null, null, null, soul, null, null, null));
        return Ok.DONE;
    }

    private static @Nullable Optional<String> zone(@Nullable Optional<String> wanted) {
        if (wanted == null || wanted.isEmpty()) return wanted;
        try {
            ZoneId.of(wanted.get());
            return wanted;
        } catch (DateTimeException unknown) {
            return null;
        }
    }

    private static @Nullable Optional<String> place(ObjectNode params) {
        for (String name : List.of("user_location", "location")) {
            JsonNode location = params.path(name);
            if (location.isNull()) return Optional.empty();
            if (location instanceof ObjectNode known) return new PatchParams(known).text("place");
        }
        return null;
    }

    private Agents agents() {
        AgentIdentity who = identity.current();
        return new Agents(MAIN, List.of(new Agent(MAIN, who.name(), true, who.emoji(), who.theme())));
    }

    private Modes listModes() {
        return new Modes(modes.get().stream()
                .filter(mode -> !mode.prompt().isBlank())
                .sorted(Comparator.comparing((Mode mode) -> mode.name().toLowerCase(Locale.ROOT))
                        .thenComparing(Mode::id))
                .toList());
    }

    private ModeSet setMode(ObjectNode params, RpcCall call) {
        var patch = new PatchParams(params);
        SessionKey session = patch.text("session_key", "sessionKey", "key", "_session_key")
                .map(Required::key)
                .or(() -> call.caller().activeSession())
                .orElse(SessionKey.MAIN);
        Optional<String> mode = patch.text("mode_id", "modeId", "id");
        if (mode.isPresent()
                && modes.get().stream().noneMatch(known -> known.id().equals(mode.get())))
            throw RequestException.invalid("mode '" + mode.get() + "' not found");
        sessions.ensure(session);
        sessions.patch(session, new SessionPatch(null, null, null, null, mode, null, null));
        return new ModeSet(true, mode.orElse(null));
    }
}
