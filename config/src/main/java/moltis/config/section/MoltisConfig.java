package moltis.config.section;

import static moltis.config.schema.Types.SECRET;
import static moltis.config.schema.Types.SECRET_MAP;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import moltis.config.schema.KeyReader;
import moltis.config.schema.Pass;
import moltis.core.Secret;

/** The whole configuration: each value is the one in effect. The key of a component is its name in snake case. */
public record MoltisConfig(
        Optional<Secret> upstreamProxy,
        Map<String, Secret> env,
        ServerConfig server,
        AuthConfig auth,
        TlsConfig tls,
        GraphqlConfig graphql,
        NgrokConfig ngrok,
        CloudflareTunnelConfig cloudflareTunnel,
        TailscaleConfig tailscale,
        NetbirdConfig netbird,
        IdentityConfig identity,
        UserConfig user,
        ChatConfig chat,
        AuxiliaryConfig auxiliary,
        FailoverConfig failover,
        BudgetConfig budget,
        Map<String, PriceConfig> prices,
        Map<String, ModelConfig> models,
        GatewayConfig gateway,
        ProvidersConfig providers,
        AgentsConfig agents,
        ModesConfig modes,
        ToolsConfig tools,
        SkillsConfig skills,
        McpConfig mcp,
        HooksConfig hooks,
        ExternalAgentsConfig externalAgents,
        ChannelsConfig channels,
        CronConfig cron,
        HeartbeatConfig heartbeat,
        WebhooksConfig webhooks,
        MemoryConfig memory,
        CodeIndexConfig codeIndex,
        CaldavConfig caldav,
        HomeAssistantConfig homeAssistant,
        VoiceConfig voice,
        PhoneConfig phone,
        MetricsConfig metrics,
        InstrumentationConfig instrumentation) {

    /** Reads the tree that {@code keys} stands at the root of. */
    public static MoltisConfig read(KeyReader keys) {
        return new MoltisConfig(
                keys.optional(
                        "upstream_proxy",
                        SECRET,
                        "Proxy for all outbound connections: http, https, socks5 or socks5h."),
                keys.get("env", SECRET_MAP, Map.of(), "Fallback environment for placeholders and keys."),
                ServerConfig.read(keys.table("server")),
                AuthConfig.read(keys.table("auth")),
                TlsConfig.read(keys.table("tls")),
                GraphqlConfig.read(keys.table("graphql")),
                NgrokConfig.read(keys.table("ngrok")),
                CloudflareTunnelConfig.read(keys.table("cloudflare_tunnel")),
                TailscaleConfig.read(keys.table("tailscale")),
                NetbirdConfig.read(keys.table("netbird")),
                IdentityConfig.read(keys.table("identity")),
                UserConfig.read(keys.table("user")),
                ChatConfig.read(keys.table("chat")),
                AuxiliaryConfig.read(keys.table("auxiliary")),
                FailoverConfig.read(keys.table("failover")),
                BudgetConfig.read(keys.table("budget")),
                keys.tables("prices", PriceConfig::read),
                keys.tables("models", ModelConfig::read),
                GatewayConfig.read(keys.table("gateway")),
                ProvidersConfig.read(keys.table("providers")),
                AgentsConfig.read(keys.table("agents")),
                ModesConfig.read(keys.table("modes")),
                ToolsConfig.read(keys.table("tools")),
                SkillsConfig.read(keys.table("skills")),
                McpConfig.read(keys.table("mcp")),
                HooksConfig.read(keys.table("hooks")),
                ExternalAgentsConfig.read(keys.table("external_agents")),
                ChannelsConfig.read(keys.table("channels")),
                CronConfig.read(keys.table("cron")),
                HeartbeatConfig.read(keys.table("heartbeat")),
                WebhooksConfig.read(keys.table("webhooks")),
                MemoryConfig.read(keys.table("memory")),
                CodeIndexConfig.read(keys.table("code_index")),
                CaldavConfig.read(keys.table("caldav")),
                HomeAssistantConfig.read(keys.table("home_assistant")),
                VoiceConfig.read(keys.table("voice")),
                PhoneConfig.read(keys.table("phone")),
                MetricsConfig.read(keys.table("metrics")),
                InstrumentationConfig.read(keys.table("instrumentation")));
    }

    /** The configuration of someone who has written nothing. */
    public static MoltisConfig defaults() {
        return read(Pass.reading(Map.of(), Path.of(".")).reader());
    }
}
