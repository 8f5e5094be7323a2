package moltis.config;

import java.io.IOException;
import java.util.LinkedHashMap;
import moltis.config.schema.KeyPath;
import moltis.config.schema.KeyValue;
import moltis.config.toml.TomlWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code defaults.toml} in the config folder: what holds without any file, to read and not to edit. */
public final class DefaultsFile {

    private static final Logger log = LoggerFactory.getLogger(DefaultsFile.class);
    private static final String HEAD = """
            # Made by Moltis at every start; a change here has no effect and is lost.
            # These are the defaults. Write what you want to be different into moltis.toml.
            """;

    private DefaultsFile() {}

    /** Writes the file if it would differ. A folder that can't be written is no reason to fail. Not needed by a start. */
    public static void refresh(ConfigDirs dirs) {
        var file = dirs.config().resolve("defaults.toml");
        try {
            String text = text();
            if (!ConfigLoader.text(file).equals(text)) AtomicText.write(file, text);
        } catch (IOException e) {
            log.atDebug().addKeyValue("file", file).log("the list of defaults can't be written");
        }
    }

    static String text() {
        var sections = new LinkedHashMap<KeyPath, StringBuilder>();
        for (KeyValue key : Defaults.values().values()) {
            if (key.value().isEmpty()) continue;
            sections.computeIfAbsent(key.path().parent(), DefaultsFile::header)
                    .append("# ")
                    .append(key.spec().about())
                    .append('\n')
                    .append(key.path().name())
                    .append(" = ")
                    .append(TomlWriter.value(key.value().get()))
                    .append('\n');
        }
        return HEAD + String.join("", sections.values());
    }

    private static StringBuilder header(KeyPath section) {
        return new StringBuilder(section.isRoot() ? "\n" : "\n[" + section + "]\n");
    }
}
