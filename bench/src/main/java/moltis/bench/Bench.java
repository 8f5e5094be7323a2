package moltis.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import moltis.core.json.Json;
import tools.jackson.databind.node.ArrayNode;

/** Measures the built distribution; prints a table and writes it as JSON. Names as arguments choose what is measured. */
public final class Bench {

    private Bench() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> wanted = new ArrayList<>(List.of(arguments));
        int out = wanted.indexOf("--out");
        Path file = Path.of(out < 0 ? "bench.json" : wanted.get(out + 1));
        if (out >= 0) wanted.subList(out, out + 2).clear();
        List<Figure> figures = new ArrayList<>();
        for (Map.Entry<String, Scenario> scenario : scenarios().entrySet()) {
            if (!wanted.isEmpty() && !wanted.contains(scenario.getKey())) continue;
            System.out.println("── " + scenario.getKey());
            for (Figure figure : measured(scenario.getValue())) {
                System.out.println(figure.row());
                figures.add(figure);
            }
        }
        Files.writeString(file, json(figures));
        System.out.println("── written to " + file);
    }

    private static Map<String, Scenario> scenarios() {
        Map<String, Scenario> scenarios = new LinkedHashMap<>();
        scenarios.put("start", new StartUp());
        scenarios.put("idle", new Idle());
        scenarios.put("turn", new TurnLatency());
        scenarios.put("throughput", new Throughput());
        scenarios.put("streaming", new Streaming());
        scenarios.put("long", new LongSession());
        scenarios.put("soak", new Soak());
        return scenarios;
    }

    private static List<Figure> measured(Scenario scenario) throws IOException, InterruptedException {
        Path scratch = Files.createTempDirectory("moltis-bench");
        try {
            return scenario.measure(scratch);
        } finally {
            delete(scratch);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        }
    }

    private static String json(List<Figure> figures) {
        ArrayNode list = Json.array();
        for (Figure figure : figures) {
            list.addObject()
                    .put("name", figure.name())
                    .put("value", figure.value())
                    .put("unit", figure.unit())
                    .put("holds", figure.holds());
        }
        return list.toPrettyString() + "\n";
    }
}
