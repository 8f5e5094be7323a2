package moltis.config.section;

import static moltis.config.schema.Types.SECONDS;
import static moltis.config.schema.Types.SECRET_MAP;
import static moltis.config.schema.Types.TEXT;
import static moltis.config.schema.Types.knownList;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import moltis.config.schema.KeyReader;
import moltis.core.Secret;

/** {@code [hooks]}: commands that run at certain moments. */
public record HooksConfig(List<HookConfig> hooks) {

    static HooksConfig read(KeyReader keys) {
        return new HooksConfig(keys.list("hooks", HookConfig::read));
    }

    /** {@code [[hooks.hooks]]}. */
    public record HookConfig(
            String name, String command, List<String> events, Duration timeout, Map<String, Secret> env) {

        static HookConfig read(KeyReader keys) {
            return new HookConfig(
                    keys.required("name", TEXT, "", "Name of the hook."),
                    keys.required("command", TEXT, "", "Shell command to run."),
                    keys.required(
                            "events",
                            knownList(
                                    "BeforeAgentStart",
                                    "AgentEnd",
                                    "BeforeLLMCall",
                                    "AfterLLMCall",
                                    "BeforeCompaction",
                                    "AfterCompaction",
                                    "MessageReceived",
                                    "MessageSending",
                                    "MessageSent",
                                    "BeforeToolCall",
                                    "AfterToolCall",
                                    "ToolResultPersist",
                                    "SessionStart",
                                    "SessionEnd",
                                    "GatewayStart",
                                    "GatewayStop",
                                    "Command"),
                            List.of(),
                            "The moments."),
                    keys.get("timeout", SECONDS, Duration.ofSeconds(10), "Time limit in seconds."),
                    keys.get("env", SECRET_MAP, Map.of(), "Further environment of the command."));
        }
    }
}
