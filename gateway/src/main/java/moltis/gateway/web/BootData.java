package moltis.gateway.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import moltis.core.json.Json;
import moltis.core.session.SessionDirectory;
import moltis.gateway.host.MemoryFigures;
import moltis.gateway.methods.AgentIdentity;
import moltis.gateway.methods.ServerFacts;
import moltis.gateway.methods.SessionRows;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a page knows before its first request: {@code window.__MOLTIS__} and {@code GET /api/gon}. No token, no key, and
 * nothing that was said. Waits for nothing outside this process.
 */
public final class BootData {

    private static final int RECENT = 30;

    private final ServerFacts server;
    private final IntSupplier port;
    private final Supplier<AgentIdentity> identity;
    private final IntSupplier providers;
    private final SessionDirectory sessions;
    private final SessionRows rows;
    private final Supplier<String> vaultStatus;
    private final long rpcTimeoutMs;
    private final BooleanSupplier hasPassword;
    private final MemoryFigures memory = new MemoryFigures();

    /**
     * @param port where the server listens
     * @param providers how many are connected
     * @param vaultStatus as the protocol calls it
     * @param rpcTimeoutMs how long a page waits for an answer unless it knows better
     * @param hasPassword whether one can sign in with a password
     */
    public BootData(
            ServerFacts server,
            IntSupplier port,
            Supplier<AgentIdentity> identity,
            IntSupplier providers,
            SessionDirectory sessions,
            SessionRows rows,
            Supplier<String> vaultStatus,
            long rpcTimeoutMs,
            BooleanSupplier hasPassword) {
        this.server = server;
        this.port = port;
        this.identity = identity;
        this.providers = providers;
        this.sessions = sessions;
        this.rows = rows;
        this.vaultStatus = vaultStatus;
        this.rpcTimeoutMs = rpcTimeoutMs;
        this.hasPassword = hasPassword;
    }

    record Boot(
            AgentIdentity identity,
            String version,
            int port,
            Counts counts,
            List<Object> crons,
            @JsonProperty("heartbeat_runs") List<Object> heartbeatRuns,
            @JsonProperty("voice_enabled") boolean voiceEnabled,
            @JsonProperty("stt_enabled") boolean sttEnabled,
            @JsonProperty("tts_enabled") boolean ttsEnabled,
            @JsonProperty("graphql_enabled") boolean graphqlEnabled,
            @JsonProperty("connectors_enabled") boolean connectorsEnabled,
            @JsonProperty("terminal_enabled") boolean terminalEnabled,
            @JsonProperty("rpc_timeout_ms") long rpcTimeoutMs,

            @JsonProperty("git_branch") @Nullable String gitBranch,

            MemoryFigures.Memory mem,
            @JsonProperty("channels_offered") List<String> channelsOffered,
            @JsonProperty("channel_descriptors") List<Object> channelDescriptors,
            Update update,
            Sandbox sandbox,
            Map<String, String> routes,
            @JsonProperty("started_at") long startedAt,
            @JsonProperty("openclaw_detected") boolean openclawDetected,
            @JsonProperty("claude_detected") boolean claudeDetected,
            @JsonProperty("codex_detected") boolean codexDetected,
            @JsonProperty("hermes_detected") boolean hermesDetected,

            @JsonProperty("sessions_recent") @Nullable List<ObjectNode> sessionsRecent,

            List<Agent> agents,
            List<Object> webhooks,
            @JsonProperty("webhook_profiles") List<Object> webhookProfiles,
            @JsonProperty("auth_has_password") boolean authHasPassword,
            @JsonProperty("vault_status") String vaultStatus) {}

    record Counts(int projects, int providers, int channels, int skills, int mcp, int crons, int hooks) {}

    record Update(boolean available) {}

    record Sandbox(
            String backend,
            String os,
            @JsonProperty("default_image") @Nullable String defaultImage,
            @JsonProperty("image_building") boolean imageBuilding,
            @JsonProperty("available_backends") List<String> availableBackends) {}

    record Agent(
            String id,
            String name,
            @Nullable String emoji,
            @JsonProperty("is_default") boolean isDefault) {}

    record ForStrangers(
            Map<String, String> identity,
            String version,
            @JsonProperty("auth_has_password") boolean authHasPassword) {}

    Boot now() {
        AgentIdentity who = identity.get();
        List<ObjectNode> recent = rows.rows(sessions.list(false, Optional.empty(), RECENT));
        return new Boot(
                who,
                server.version(),
                port.getAsInt(),
                counts(),
                List.of(),
                List.of(),
                false,
                false,
                false,
                false,
                false,
                false,
                rpcTimeoutMs,
                null,
                memory.now(),
                List.of(),
                List.of(),
                new Update(false),
                sandbox(),
                routes(),
                server.startedAt().toEpochMilli(),
                false,
                false,
                false,
                false,
                recent.isEmpty() ? null : recent,
                List.of(new Agent("main", who.name(), who.emoji(), true)),
                List.of(),
                List.of(),
                hasPassword.getAsBoolean(),
                vaultStatus.get());
    }

    String nowAsJson() {
        return Json.write(now());
    }

    /** For a page that is shown to somebody who has not signed in. */
    String forStrangersAsJson() {
        AgentIdentity who = identity.get();
        Map<String, String> name = new LinkedHashMap<>();
        name.put("name", who.name());
        if (who.emoji() != null) name.put("emoji", who.emoji());
        return Json.write(new ForStrangers(name, server.version(), hasPassword.getAsBoolean()));
    }

    Counts counts() {
        return new Counts(0, providers.getAsInt(), 0, 0, 0, 0, 0);
    }

    AgentIdentity identity() {
        return identity.get();
    }

    static Sandbox sandbox() {
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        return new Sandbox("none", os, null, false, List.of());
    }

    private static Map<String, String> routes() {
        Map<String, String> routes = new LinkedHashMap<>();
        routes.put("chats", "/chats");
        routes.put("settings", "/settings");
        for (String section :
                List.of("providers", "security", "profile", "config", "logs", "nodes", "crons", "graphql"))
            routes.put(section, "/settings/" + section);
        for (String page : List.of("onboarding", "projects", "skills", "monitoring")) routes.put(page, "/" + page);
        return routes;
    }
}
