package moltis.config;

import java.util.List;
import moltis.config.schema.KeyPath;

/**
 * The keys that are accepted, kept and shown, but change nothing yet. The one list of them: who builds a feature takes
 * its keys out, and a test in {@code app} compares the rest with what the code reads.
 */
public final class NotInEffect {

    private static final List<KeyPath> KEYS = """
        server.http_request_logs server.update_releases_url server.shiki_cdn_url server.terminal_enabled
        graphql ngrok cloudflare_tunnel tailscale netbird
        user.location.latitude user.location.longitude user.location.updated_at
        chat.prompt_memory_mode chat.context_command chat.allowed_models
        auxiliary.vision
        providers.*.stream_transport providers.*.policy
        agents
        tools.registry_mode tools.policy tools.maps tools.fs tools.exec tools.web tools.browser
        skills mcp hooks external_agents channels cron heartbeat webhooks memory code_index caldav home_assistant
        voice phone metrics instrumentation
        """.lines()
            .flatMap(line -> List.of(line.strip().split(" ")).stream())
            .map(KeyPath::parse)
            .toList();

    private NotInEffect() {}

    /** The paths on the list; a table stands for all that is within it. */
    public static List<KeyPath> keys() {
        return KEYS;
    }

    public static boolean covers(KeyPath path) {
        return KEYS.stream().anyMatch(path::isWithin);
    }
}
