package moltis.config.section;

import static moltis.config.schema.Types.SECONDS;
import static moltis.config.schema.Types.TEXT;
import static moltis.config.schema.Types.TEXTS;
import static moltis.config.schema.Types.U64;
import static moltis.config.schema.Types.known;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import moltis.config.schema.KeyReader;

/** {@code [tools.exec]}: running commands. */
public record ExecConfig(
        Duration defaultTimeout,
        long maxOutputBytes,
        String approvalMode,
        String securityLevel,
        List<String> allowlist,
        String host,
        Optional<String> node,
        Optional<String> sshTarget,
        SandboxConfig sandbox) {

    static ExecConfig read(KeyReader keys) {
        return new ExecConfig(
                keys.get(
                        "default_timeout_secs",
                        SECONDS,
                        Duration.ofSeconds(30),
                        "Time limit of a command that names none."),
                keys.get("max_output_bytes", U64, 204800L, "Longest output that is kept."),
                keys.get(
                        "approval_mode",
                        known("always", "on-miss", "never", "off", "on_miss", "smart"),
                        "on-miss",
                        "When a person is asked."),
                keys.get(
                        "security_level",
                        known("permissive", "allowlist", "strict", "full", "deny"),
                        "allowlist",
                        "Which commands pass without being asked."),
                keys.get("allowlist", TEXTS, List.of(), "Commands that pass."),
                keys.get("host", known("local", "node", "ssh"), "local", "Where commands run."),
                keys.optional("node", TEXT, "Remote node, for host node."),
                keys.optional("ssh_target", TEXT, "Machine, for host ssh."),
                SandboxConfig.read(keys.table("sandbox")));
    }
}
