package moltis.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The file in effect.
 *
 * @param exists false for a file that is only to be made
 */
public record ConfigLocation(Path file, ConfigFormat format, boolean exists) {

    private static final List<String> NAMES = List.of("moltis.toml", "moltis.yaml", "moltis.yml", "moltis.json");

    /** A config folder that a person named is searched alone; else the working folder comes before the home one. */
    public static ConfigLocation find(ConfigDirs dirs) {
        List<Path> folders = dirs.explicit() ? List.of(dirs.config()) : List.of(dirs.working(), dirs.config());
        for (Path folder : folders) {
            for (String name : NAMES) {
                Path file = folder.resolve(name);
                if (Files.isRegularFile(file)) return new ConfigLocation(file, ConfigFormat.of(name), true);
            }
        }
        return new ConfigLocation(dirs.config().resolve(NAMES.getFirst()), ConfigFormat.TOML, false);
    }

    /** The home configuration, which may lend its provider keys when another folder is in effect. */
    public static ConfigLocation home(ConfigDirs dirs) {
        return find(new ConfigDirs(dirs.homeConfig(), true, dirs.data(), dirs.share(), dirs.home(), dirs.working()));
    }
}
