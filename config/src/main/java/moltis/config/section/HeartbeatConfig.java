package moltis.config.section;

import static moltis.config.schema.Types.COOLDOWN;
import static moltis.config.schema.Types.FLAG;
import static moltis.config.schema.Types.INTERVAL;
import static moltis.config.schema.Types.TEXT;
import static moltis.config.schema.Types.U64;

import java.time.Duration;
import java.util.Optional;
import moltis.config.schema.KeyReader;

/** {@code [heartbeat]}: a turn that the agent takes on its own from time to time. */
public record HeartbeatConfig(
        boolean enabled,
        Duration every,
        Optional<String> model,
        Optional<String> agentId,
        Optional<String> prompt,
        long ackMaxChars,
        ActiveHours activeHours,
        boolean deliver,
        Optional<String> channel,
        Optional<String> to,
        boolean sandboxEnabled,
        Optional<String> sandboxImage,
        Duration wakeCooldown) {

    static HeartbeatConfig read(KeyReader keys) {
        return new HeartbeatConfig(
                keys.hot().get("enabled", FLAG, true, "Have a heartbeat."),
                keys.hot().get("every", INTERVAL, Duration.ofMinutes(30), "How often."),
                keys.hot().optional("model", TEXT, "Model of the heartbeat."),
                keys.hot().optional("agent_id", TEXT, "Agent whose heartbeat it is."),
                keys.hot().optional("prompt", TEXT, "Instruction instead of HEARTBEAT.md."),
                keys.hot()
                        .get(
                                "ack_max_chars",
                                U64,
                                300L,
                                "An answer of \"nothing to do\" up to this length is not shown."),
                ActiveHours.read(keys.hot().table("active_hours")),
                keys.hot().get("deliver", FLAG, false, "Send what it finds to a channel."),
                keys.hot().optional("channel", TEXT, "The channel."),
                keys.hot().optional("to", TEXT, "The chat in that channel."),
                keys.hot().get("sandbox_enabled", FLAG, true, "Run its commands in a sandbox."),
                keys.hot().optional("sandbox_image", TEXT, "Image of that sandbox."),
                keys.hot()
                        .get(
                                "wake_cooldown",
                                COOLDOWN,
                                Duration.ofMinutes(5),
                                "Least time between two extra heartbeats; 0 is off."));
    }

    /** {@code [heartbeat.active_hours]}. */
    public record ActiveHours(String start, String end, String timezone) {

        static ActiveHours read(KeyReader keys) {
            return new ActiveHours(
                    keys.get("start", TEXT, "08:00", "First minute, as HH:MM."),
                    keys.get("end", TEXT, "24:00", "Last minute, as HH:MM."),
                    keys.get("timezone", TEXT, "local", "Time zone of both; local means that of the person."));
        }
    }
}
