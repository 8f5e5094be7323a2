package moltis.app.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import moltis.config.ConfigDirs;
import moltis.config.OwnerOnly;

/** The two folders, and who may look into them. */
public final class FolderCheck {

    private static final String PROBE = ".moltis-doctor-probe";
    private static final List<String> SECRET_FILES = List.of("moltis.toml", "provider_keys.json", "oauth_tokens.json");

    private FolderCheck() {}

    public static void run(Findings findings, ConfigDirs dirs) {
        findings.in("Folders");
        folder(findings, "configuration", dirs.config());
        folder(findings, "data", dirs.data());
        for (String name : SECRET_FILES) {
            Path file = dirs.config().resolve(name);
            if (Files.exists(file) && OwnerOnly.isOpenToOthers(file)) {
                findings.warn("Others may read " + file + ": chmod 600 '" + file + "'");
            }
        }
    }

    private static void folder(Findings findings, String what, Path folder) {
        try {
            Files.deleteIfExists(Files.createFile(folder.resolve(PROBE)));
        } catch (IOException e) {
            findings.fail("The " + what + " folder " + folder + " can't be written: " + e.getMessage());
            return;
        }
        if (OwnerOnly.isOpenToOthers(folder)) {
            findings.warn("Others may look into the " + what + " folder: chmod 700 '" + folder + "'");
        } else {
            findings.ok("The " + what + " folder " + folder + " is yours and can be written");
        }
    }
}
