package moltis.agent;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import moltis.core.session.RunId;
import moltis.core.tool.Tool;

/** The module's door: conversations, and reports about them, over one state. */
public record Chat(ChatService service, ChatReports reports) {

    /**
     * Wires everything. Starts no thread and reads nothing; call {@link ChatService#recover} when the ports are ready.
     *
     * @param settings asked again for each turn, so that a change works at once; the cache size is read once
     */
    public static Chat open(
            ChatPorts ports,
            List<Tool> tools,
            Workspace workspace,
            RuntimeFacts runtime,
            Supplier<ChatSettings> settings,
            Clock clock) {
        return open(ports, tools, workspace, runtime, settings, clock, Pause.REAL, TurnWatch.EVERY);
    }

    static Chat open(
            ChatPorts ports,
            List<Tool> tools,
            Workspace workspace,
            RuntimeFacts runtime,
            Supplier<ChatSettings> settings,
            Clock clock,
            Pause pause,
            Duration watching) {
        ChatSettings now = settings.get();
        var reader = new HistoryReader(
                runtime.dataDirectory().resolve("sessions"), now.limits().maxToolResultBytes());
        var histories = new Histories(ports.transcripts(), reader, new HistoryCache(now.historyCacheBytes()));
        var planner = new TurnPlanner(ports.models(), tools, new PromptBuilder(workspace, runtime, clock), settings);
        var lines = new TurnLines(clock);
        var ending = new TurnEnding(ports, lines, histories);
        var compactor = new Compactor(ports, planner, histories, clock);
        var runner = new TurnRunner(ports, planner, lines, histories, compactor, ending, pause, clock);
        var service = new LaneChatService(
                ports, planner, runner, compactor, ending, histories, Chat::newRun, clock, watching);
        return new Chat(service, new StoredReports(ports, planner, histories));
    }

    private static RunId newRun() {
        return new RunId(UUID.randomUUID().toString());
    }
}
