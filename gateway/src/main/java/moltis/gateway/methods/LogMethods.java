package moltis.gateway.methods;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import moltis.core.RequestException;
import moltis.gateway.log.LogBuffer;
import moltis.gateway.log.LogEntry;
import moltis.gateway.log.LogLevel;
import moltis.gateway.log.LogQuery;
import moltis.gateway.rpc.RpcMethod;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log: its newest records, and whether there is something that nobody has looked at. */
public final class LogMethods {

    private static final int TAIL = 200;
    private static final int LIST = 500;
    private static final int MOST = 5000;

    private final LogBuffer logs;

    public LogMethods(LogBuffer logs) {
        this.logs = logs;
    }

    public List<RpcMethod<?, ?>> methods() {
        return List.of(
                RpcMethod.read("logs.tail", Tail.class, Tailed.class, (params, _) -> tail(params)),
                RpcMethod.read("logs.list", ListLogs.class, Listed.class, (params, _) -> list(params)),
                RpcMethod.read("logs.status", Empty.class, Status.class, (_, _) -> status()),
                RpcMethod.write("logs.ack", Empty.class, Empty.class, (_, _) -> acknowledge()));
    }

    public record Tail(@Nullable Integer limit) {}

    public record Tailed(List<LogEntry> entries, boolean subscribed) {}

    public record ListLogs(
            @Nullable String level,
            @Nullable String target,
            @Nullable String search,
            @Nullable Integer limit) {}

    public record Listed(List<LogEntry> entries) {}

    public record Status(
            @JsonProperty("unseen_warns") long unseenWarns,
            @JsonProperty("unseen_errors") long unseenErrors,
            @JsonProperty("enabled_levels") EnabledLevels enabledLevels) {}

    public record EnabledLevels(boolean debug, boolean trace) {}

    private Tailed tail(Tail params) {
        return new Tailed(logs.tail(limit(params.limit(), TAIL)), true);
    }

    private Listed list(ListLogs params) {
        return new Listed(logs.list(new LogQuery(
                level(params.level()), given(params.target()), given(params.search()), limit(params.limit(), LIST))));
    }

    private Status status() {
        LogBuffer.Unseen unseen = logs.unseen();
        Logger root = LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        return new Status(
                unseen.warnings(), unseen.errors(), new EnabledLevels(root.isDebugEnabled(), root.isTraceEnabled()));
    }

    private Empty acknowledge() {
        logs.acknowledge();
        return Empty.INSTANCE;
    }

    private static Optional<LogLevel> level(@Nullable String text) {
        if (text == null || text.isBlank()) return Optional.empty();
        return Optional.of(LogLevel.parse(text)
                .orElseThrow(() -> RequestException.invalid("'level' must be trace, debug, info, warn or error")));
    }

    private static Optional<String> given(@Nullable String text) {
        return Optional.ofNullable(text).filter(it -> !it.isBlank());
    }

    private static int limit(@Nullable Integer wanted, int usual) {
        return wanted == null ? usual : Math.clamp(wanted, 1, MOST);
    }
}
