package moltis.app;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import moltis.app.link.Link;
import moltis.app.terminal.Table;
import moltis.core.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code moltis usage}. */
@Command(
        name = "usage",
        mixinStandardHelpOptions = true,
        description = "Show what the models used and cost, and how the budgets stand.")
final class UsageCommand implements Callable<Integer> {

    @Option(names = "--by", paramLabel = "WHAT", description = "day (default), model, provider, or session.")
    String by = "day";

    @Option(names = "--days", paramLabel = "N", description = "How many days, today included (default: 30).")
    int days = 30;

    @Option(names = "--session", paramLabel = "KEY", description = "Only this session.")
    Optional<String> session = Optional.empty();

    @Option(names = "--json", description = "Print JSON.")
    boolean json;

    private final Surroundings surroundings;
    private final Shell shell;

    UsageCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.shell = surroundings.shell();
    }

    @Override
    public Integer call() throws InterruptedException {
        ObjectNode wanted = Json.object().put("by", by).put("days", days);
        session.ifPresent(key -> wanted.put("sessionKey", key));
        ObjectNode whose = Json.object();
        session.ifPresent(key -> whose.put("sessionKey", key));
        JsonNode report;
        JsonNode status;
        try (Link link = surroundings.link()) {
            report = link.call("usage.report", wanted);
            status = link.call("usage.status", whose);
        }
        if (json) {
            shell.out()
                    .println(Json.write(
                            Json.object().<ObjectNode>set("report", report).set("status", status)));
            return ExitCode.OK;
        }
        if (report.path("rows").isEmpty()) shell.err().println("No model was asked in these days.");
        else table(report).print(shell.out());
        budgets(status.path("budgets"));
        return ExitCode.OK;
    }

    private static Table table(JsonNode report) {
        Table table = new Table(
                report.path("by").asString("").toUpperCase(Locale.ROOT), "CALLS", "IN", "OUT", "CACHED", "COST");
        for (JsonNode row : report.path("rows")) {
            JsonNode sum = row.path("sum");
            String name = row.path("name").asString("");
            table.row(
                    name.isEmpty() ? "(none)" : name,
                    sum.path("requests").asString(""),
                    Long.toString(sum.path("inputTokens").asLong()
                            + sum.path("cacheReadTokens").asLong()
                            + sum.path("cacheWriteTokens").asLong()),
                    sum.path("outputTokens").asString(""),
                    Math.round(sum.path("cacheHitRate").asDouble() * 100) + " %",
                    cost(sum));
        }
        return table;
    }

    /** What is not known is said, not shown as nothing. */
    private static String cost(JsonNode sum) {
        long unknown = sum.path("unknownPriced").asLong();
        String known = dollars(sum.path("cost").asDouble());
        if (unknown == 0) return known;
        return unknown + sum.path("failed").asLong() >= sum.path("requests").asLong()
                ? "unknown"
                : known + " + unknown";
    }

    private void budgets(JsonNode budgets) {
        for (JsonNode budget : budgets)
            shell.out()
                    .println(budget.path("setting").asString("") + ": "
                            + dollars(budget.path("spent").asDouble()) + " of "
                            + dollars(budget.path("limit").asDouble()));
    }

    private static String dollars(double amount) {
        return String.format(Locale.ROOT, amount != 0 && amount < 0.01 ? "$%.4f" : "$%.2f", amount);
    }
}
