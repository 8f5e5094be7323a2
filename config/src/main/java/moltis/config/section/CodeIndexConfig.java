package moltis.config.section;

import static moltis.config.schema.Types.FLAG;
import static moltis.config.schema.Types.PATH;
import static moltis.config.schema.Types.SIZE;
import static moltis.config.schema.Types.TEXTS;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import moltis.config.schema.KeyReader;

/** {@code [code_index]}: search in source code. */
public record CodeIndexConfig(
        boolean enabled,
        List<String> extensions,
        long maxFileSize,
        boolean skipBinary,
        List<String> skipPaths,
        Optional<Path> dataDir) {

    static CodeIndexConfig read(KeyReader keys) {
        return new CodeIndexConfig(
                keys.get("enabled", FLAG, true, "Index the code of projects."),
                keys.get("extensions", TEXTS, List.of(), "File endings to index instead of the usual ones."),
                keys.get("max_file_size", SIZE, 1048576L, "Largest file that is indexed."),
                keys.get("skip_binary", FLAG, true, "Leave out binary files."),
                keys.get("skip_paths", TEXTS, List.of(), "Folders to leave out."),
                keys.optional("data_dir", PATH, "Folder of the index."));
    }
}
