package moltis.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import moltis.core.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigDirsTest {

    private static final Path HOME = Path.of("/home/robin");
    private static final Path WORK = Path.of("/srv/work");

    @Test
    void lies_in_the_home_folder_unless_told_otherwise() {
        ConfigDirs dirs = resolve(ConfigDirs.Flags.NONE, Map.of("MOLTIS_CONFIG_DIR", " "));

        assertThat(dirs.config()).isEqualTo(HOME.resolve(".config/moltis"));
        assertThat(dirs.data()).isEqualTo(HOME.resolve(".moltis"));
        assertThat(dirs.explicit()).isFalse();
    }

    @Test
    void a_flag_wins_over_the_environment() {
        var flags = new ConfigDirs.Flags(Optional.of(Path.of("mine")), Optional.empty(), Optional.empty());
        ConfigDirs dirs = resolve(flags, Map.of("MOLTIS_CONFIG_DIR", "/etc/moltis", "MOLTIS_DATA_DIR", "/var/moltis"));

        assertThat(dirs.config()).isEqualTo(WORK.resolve("mine"));
        assertThat(dirs.data()).isEqualTo(Path.of("/var/moltis"));
        assertThat(dirs.explicit()).isTrue();
    }

    @Test
    void without_a_home_data_lies_in_the_working_folder() {
        ConfigDirs dirs = ConfigDirs.resolve(ConfigDirs.Flags.NONE, Environment.of(Map.of()), Optional.empty(), WORK);

        assertThat(dirs.data()).isEqualTo(WORK.resolve(".moltis"));
    }

    @Test
    void makes_both_folders_for_the_owner_only(@TempDir Path root) throws IOException {
        ConfigDirs dirs = new ConfigHome(root).dirs();

        dirs.create();

        assertThat(Files.getPosixFilePermissions(dirs.config()))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(Files.getPosixFilePermissions(dirs.data())).isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void says_which_folder_can_not_be_made(@TempDir Path root) {
        ConfigHome home = new ConfigHome(root).writes("data", "a file is in the way");

        assertThatThrownBy(() -> home.dirs().create())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(root.resolve("data").toString());
    }

    @Test
    void an_explicit_folder_is_searched_alone(@TempDir Path root) {
        ConfigHome home =
                new ConfigHome(root).writes("work/moltis.toml", "").writes("home/.config/moltis/moltis.toml", "");

        ConfigLocation location = ConfigLocation.find(home.dirs());

        assertThat(location.exists()).isFalse();
        assertThat(location.file()).isEqualTo(root.resolve("config/moltis.toml"));
    }

    @Test
    void else_the_working_folder_comes_before_the_home_one(@TempDir Path root) {
        ConfigHome home = new ConfigHome(root).writes("home/.config/moltis/moltis.toml", "");
        ConfigDirs dirs = ConfigDirs.resolve(
                ConfigDirs.Flags.NONE,
                Environment.of(Map.of()),
                Optional.of(root.resolve("home")),
                home.dirs().working());
        Path atHome = ConfigLocation.find(dirs).file();
        home.writes("work/moltis.yaml", "");

        assertThat(atHome).isEqualTo(root.resolve("home/.config/moltis/moltis.toml"));
        assertThat(ConfigLocation.find(dirs).file()).isEqualTo(root.resolve("work/moltis.yaml"));
        assertThat(ConfigLocation.find(dirs).format()).isEqualTo(ConfigFormat.YAML);
    }

    @Test
    void toml_comes_before_the_other_formats(@TempDir Path root) {
        ConfigHome home =
                new ConfigHome(root).writes("config/moltis.json", "{}").writes("config/moltis.yml", "");

        assertThat(ConfigLocation.find(home.dirs()).file()).hasFileName("moltis.yml");
        assertThat(ConfigLocation.find(home.writes("").dirs()).file()).hasFileName("moltis.toml");
    }

    private static ConfigDirs resolve(ConfigDirs.Flags flags, Map<String, String> environment) {
        return ConfigDirs.resolve(flags, Environment.of(environment), Optional.of(HOME), WORK);
    }
}
