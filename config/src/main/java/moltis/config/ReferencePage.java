package moltis.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import moltis.config.schema.KeyPath;
import moltis.config.schema.KeySpec;
import moltis.core.json.Json;

/** Writes the handbook's page about every key, from the schema itself. Runs during the build only. */
public final class ReferencePage {

    private ReferencePage() {}

    /** @param arguments the file to write; it is left alone when nothing changed */
    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        String page = page(Defaults.specs());
        if (!Files.exists(file) || !Files.readString(file).equals(page)) Files.writeString(file, page);
    }

    static String page(List<KeySpec> specs) {
        StringBuilder page = new StringBuilder("""
                # Configuration reference

                Every key of `moltis.toml`, made from the program's own schema. *Live* keys apply without a restart. Keys
                marked *not yet* are accepted and kept, and change nothing yet.
                """);
        Map<String, List<KeySpec>> sections = new LinkedHashMap<>();
        for (KeySpec spec : specs)
            sections.computeIfAbsent(section(spec), _ -> new ArrayList<>()).add(spec);
        sections.forEach((name, keys) -> {
            page.append("\n## ").append(name.isEmpty() ? "Top level" : "`[" + name + "]`");
            page.append("\n\n| Key | Takes | Default | |\n|---|---|---|---|\n");
            keys.forEach(spec -> page.append(row(spec)));
        });
        return page.toString();
    }

    private static String section(KeySpec spec) {
        return spec.path().parent().toString();
    }

    private static String row(KeySpec spec) {
        KeyPath path = spec.path();
        List<String> marks = new ArrayList<>();
        if (spec.hot()) marks.add("*live*");
        if (spec.type().isSecret()) marks.add("*secret*");
        if (NotInEffect.covers(path)) marks.add("*not yet*");
        String about = cell(spec.about()) + (marks.isEmpty() ? "" : " " + String.join(", ", marks));
        String fallback = spec.fallback()
                .map(value -> "`" + cell(Json.write(value)) + "`")
                .orElse("");
        return "| `" + path.name() + "` | " + cell(spec.type().words()) + " | " + fallback + " | " + about + " |\n";
    }

    /** Text that can't end a table's cell, and that the page does not take for markup. */
    private static String cell(String text) {
        return text.replace("|", "\\|")
                .replace("<", "&lt;")
                .replace("{{", "{ {")
                .replace("\n", " ");
    }
}
