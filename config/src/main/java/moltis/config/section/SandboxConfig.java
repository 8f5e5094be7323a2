package moltis.config.section;

import static moltis.config.schema.Types.DECIMAL;
import static moltis.config.schema.Types.FLAG;
import static moltis.config.schema.Types.MILLIS;
import static moltis.config.schema.Types.PATH;
import static moltis.config.schema.Types.SECRET;
import static moltis.config.schema.Types.TEXT;
import static moltis.config.schema.Types.TEXTS;
import static moltis.config.schema.Types.U32;
import static moltis.config.schema.Types.U64;
import static moltis.config.schema.Types.choice;
import static moltis.config.schema.Types.known;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import moltis.config.schema.Choice;
import moltis.config.schema.KeyReader;
import moltis.core.Secret;

/** {@code [tools.exec.sandbox]}: the walls around commands. */
public record SandboxConfig(
        String mode,
        String scope,
        String workspaceMount,
        Mount managedFilesMount,
        Optional<Path> hostDataDir,
        HomePersistence homePersistence,
        Optional<Path> sharedHomeDir,
        Optional<String> image,
        Optional<String> containerPrefix,
        boolean noNetwork,
        String network,
        List<String> trustedDomains,
        String backend,
        ResourceLimits resourceLimits,
        Optional<String> gpus,
        boolean allowHostPodman,
        boolean allowNestedPodman,
        List<String> packages,
        Optional<Long> wasmFuelLimit,
        Optional<Duration> wasmEpochInterval,
        Optional<WasmToolLimits> wasmToolLimits,
        Optional<ToolPolicyConfig> toolsPolicy,
        Optional<Secret> vercelToken,
        Optional<String> vercelProjectId,
        Optional<String> vercelTeamId,
        Optional<String> vercelRuntime,
        Optional<String> vercelSnapshotId,
        Optional<Duration> vercelTimeout,
        Optional<Integer> vercelVcpus,
        Optional<Secret> daytonaApiKey,
        String daytonaApiUrl,
        Optional<String> daytonaTarget,
        Optional<String> daytonaImage,
        Optional<Path> firecrackerBin,
        Optional<Path> firecrackerKernel,
        Optional<Path> firecrackerRootfs,
        Optional<Path> firecrackerSshKey,
        Optional<Integer> firecrackerVcpus,
        Optional<Integer> firecrackerMemoryMb) {

    static SandboxConfig read(KeyReader keys) {
        return new SandboxConfig(
                keys.get("mode", known("off", "non-main", "all"), "all", "Which sessions are walled in."),
                keys.get("scope", known("command", "session", "global"), "session", "How long one sandbox lives."),
                keys.get("workspace_mount", known("ro", "rw", "none"), "ro", "How the workspace appears inside."),
                keys.get("managed_files_mount", choice(Mount.class), Mount.RO, "How managed files appear inside."),
                keys.optional("host_data_dir", PATH, "The data directory as the container runtime sees it."),
                keys.get(
                        "home_persistence",
                        choice(HomePersistence.class),
                        HomePersistence.SHARED,
                        "What remains of the home directory."),
                keys.optional("shared_home_dir", PATH, "Folder of the shared home; relative to the data directory."),
                keys.optional("image", TEXT, "Image to use instead of the built one."),
                keys.optional("container_prefix", TEXT, "Beginning of container names."),
                keys.get("no_network", FLAG, false, "Kept from earlier versions; use network."),
                keys.get("network", known("blocked", "trusted", "bypass"), "trusted", "What the inside can reach."),
                keys.get("trusted_domains", TEXTS, List.of(), "Names that the filter lets through."),
                keys.get(
                        "backend",
                        known(
                                "auto",
                                "docker",
                                "podman",
                                "apple-container",
                                "restricted-host",
                                "wasm",
                                "vercel",
                                "daytona",
                                "firecracker"),
                        "auto",
                        "What the walls are made of."),
                ResourceLimits.read(keys.table("resource_limits")),
                keys.optional("gpus", TEXT, "GPUs given to the sandbox: all, a list of numbers, or device=…."),
                keys.get("allow_host_podman", FLAG, false, "Let the inside talk to this machine's Podman."),
                keys.get("allow_nested_podman", FLAG, false, "Let the inside run Podman of its own."),
                keys.get(
                        "packages",
                        TEXTS,
                        SandboxPackages.DEFAULT,
                        "Debian packages of the built image; empty means that none is built."),
                keys.optional("wasm_fuel_limit", U64, "Instructions that a WebAssembly run may take."),
                keys.optional("wasm_epoch_interval_ms", MILLIS, "How often a WebAssembly run is looked at."),
                keys.optionalTable("wasm_tool_limits", WasmToolLimits::read),
                keys.optionalTable("tools_policy", ToolPolicyConfig::read),
                keys.optional("vercel_token", SECRET, "Token for Vercel sandboxes."),
                keys.optional("vercel_project_id", TEXT, "Vercel project."),
                keys.optional("vercel_team_id", TEXT, "Vercel team."),
                keys.optional("vercel_runtime", TEXT, "Vercel runtime."),
                keys.optional("vercel_snapshot_id", TEXT, "Vercel snapshot to start from."),
                keys.optional("vercel_timeout_ms", MILLIS, "Lifetime of a Vercel sandbox."),
                keys.optional("vercel_vcpus", U32, "Processors of a Vercel sandbox."),
                keys.optional("daytona_api_key", SECRET, "Key for Daytona sandboxes."),
                keys.get("daytona_api_url", TEXT, "https://app.daytona.io/api", "Address of the Daytona API."),
                keys.optional("daytona_target", TEXT, "Daytona region."),
                keys.optional("daytona_image", TEXT, "Image of a Daytona sandbox."),
                keys.optional("firecracker_bin", PATH, "The firecracker program."),
                keys.optional("firecracker_kernel", PATH, "Kernel of the virtual machine."),
                keys.optional("firecracker_rootfs", PATH, "Disk image of the virtual machine."),
                keys.optional("firecracker_ssh_key", PATH, "Key to log into the virtual machine."),
                keys.optional("firecracker_vcpus", U32, "Processors of the virtual machine."),
                keys.optional("firecracker_memory_mb", U32, "Memory of the virtual machine in MB."));
    }

    /** {@code resource_limits}. */
    public record ResourceLimits(Optional<String> memoryLimit, Optional<Double> cpuQuota, Optional<Integer> pidsMax) {

        static ResourceLimits read(KeyReader keys) {
            return new ResourceLimits(
                    keys.optional("memory_limit", TEXT, "Most memory, such as 512M."),
                    keys.optional("cpu_quota", DECIMAL, "Most processors, such as 1.5."),
                    keys.optional("pids_max", U32, "Most processes."));
        }
    }

    /** {@code wasm_tool_limits}: bounds of tools that run as WebAssembly. */
    public record WasmToolLimits(long defaultMemory, long defaultFuel, Map<String, WasmLimit> toolOverrides) {

        static WasmToolLimits read(KeyReader keys) {
            return new WasmToolLimits(
                    keys.get("default_memory", U64, 16777216L, "Bytes of a tool without own bounds."),
                    keys.get("default_fuel", U64, 1000000L, "Instructions of a tool without own bounds."),
                    keys.tables("tool_overrides", WasmLimit::read));
        }
    }

    /** Bounds of one tool. */
    public record WasmLimit(Optional<Long> fuel, Optional<Long> memory) {

        static WasmLimit read(KeyReader keys) {
            return new WasmLimit(keys.optional("fuel", U64, "Instructions."), keys.optional("memory", U64, "Bytes."));
        }
    }

    /** How files appear inside the sandbox. */
    public enum Mount implements Choice {
        NONE,
        RO,
        RW
    }

    /** What remains of the sandbox's home directory. */
    public enum HomePersistence implements Choice {
        OFF,
        SESSION,
        SHARED
    }
}
