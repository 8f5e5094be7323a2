package moltis.config.section;

import static moltis.config.schema.Types.FLAG;
import static moltis.config.schema.Types.PATH;
import static moltis.config.schema.Types.TEXTS;
import static moltis.config.schema.Types.U64;
import static moltis.config.schema.Types.choice;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import moltis.config.schema.Choice;
import moltis.config.schema.KeyReader;

/** {@code [tools.fs]}: the file tools. */
public record FsConfig(
        Optional<Path> workspaceRoot,
        List<String> allowPaths,
        List<String> denyPaths,
        boolean trackReads,
        boolean mustReadBeforeWrite,
        boolean requireApproval,
        long maxReadBytes,
        BinaryPolicy binaryPolicy,
        boolean respectGitignore,
        boolean checkpointBeforeMutation,
        Optional<Long> contextWindowTokens) {

    static FsConfig read(KeyReader keys) {
        return new FsConfig(
                keys.optional("workspace_root", PATH, "Absolute folder where searches begin."),
                keys.get("allow_paths", TEXTS, List.of(), "Globs of paths that may be touched; empty means all."),
                keys.get("deny_paths", TEXTS, List.of(), "Globs of paths that may not, whatever is allowed."),
                keys.get("track_reads", FLAG, false, "Remember which files were read in a session."),
                keys.get("must_read_before_write", FLAG, false, "Only files read before may be written."),
                keys.get("require_approval", FLAG, false, "Ask a person before a file is changed."),
                keys.get("max_read_bytes", U64, 10485760L, "Largest file that is read."),
                keys.get(
                        "binary_policy",
                        choice(BinaryPolicy.class),
                        BinaryPolicy.REJECT,
                        "What reading a binary file gives."),
                keys.get("respect_gitignore", FLAG, true, "Leave out what .gitignore names."),
                keys.get("checkpoint_before_mutation", FLAG, false, "Keep a copy of what is about to change."),
                keys.optional("context_window_tokens", U64, "Window that bounds how much of a file is read."));
    }

    /** What reading a binary file gives. */
    public enum BinaryPolicy implements Choice {
        REJECT,
        BASE64
    }
}
