package moltis.config.check;

import moltis.config.section.SandboxConfig;

/** The walls around commands. */
final class SandboxRules {

    private static final String AT = "tools.exec.sandbox";

    private final boolean linux;
    private final SandboxConfig sandbox;
    private final Findings findings;

    SandboxRules(ConfigRules.Facts facts, Findings findings) {
        this.linux = facts.linux();
        this.sandbox = facts.config().tools().exec().sandbox();
        this.findings = findings;
    }

    void check() {
        if (sandbox.mode().equals("off")) {
            findings.warn(AT + ".mode", "is off: commands run on this machine without walls.", "");
        }
        sandbox.gpus()
                .filter(gpus -> !gpus.matches("all|device=.+|[0-9,]+"))
                .ifPresent(_ -> findings.warn(AT + ".gpus", "should be all, a list of numbers, or device=….", ""));
        podman();
    }

    private void podman() {
        boolean host = sandbox.allowHostPodman();
        boolean nested = sandbox.allowNestedPodman();
        if (host && !linux) {
            findings.error(AT + ".allow_host_podman", "works on Linux only.", "");
        } else if (host) {
            findings.warn(AT + ".allow_host_podman", "lets the inside start containers on this machine.", "");
        }
        if (nested) findings.warn(AT + ".allow_nested_podman", "weakens the walls.", "");
        if (host && nested)
            findings.error(AT, "allows both the Podman of this machine and a nested one.", "choose one");
        if ((host || nested) && !sandbox.backend().equals("podman")) {
            findings.error(
                    AT + ".backend", "must be podman for the Podman settings.", "set " + AT + ".backend = \"podman\"");
        }
    }
}
