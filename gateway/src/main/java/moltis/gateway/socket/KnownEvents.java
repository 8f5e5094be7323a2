package moltis.gateway.socket;

import java.util.List;

/** The events that this server can send. */
public final class KnownEvents {

    public static final List<String> NAMES = List.of(
            "tick",
            "shutdown",
            "auth.credentials_changed",
            "error",
            "chat",
            "session",
            "config.changed",
            "usage.notice",
            "logs.entry",
            "vault.status",
            "models.updated",
            "providers.updated",
            "providers.validate.progress",
            "providers.ollama.pull",
            "local-llm.download",
            "local-llm.lifecycle");

    private KnownEvents() {}
}
