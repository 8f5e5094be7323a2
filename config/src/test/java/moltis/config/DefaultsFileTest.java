package moltis.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import moltis.config.section.MoltisConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefaultsFileTest {

    @TempDir
    Path root;

    @Test
    void says_what_holds_without_a_file() {
        ConfigHome without = new ConfigHome(root.resolve("a"));
        ConfigHome with = new ConfigHome(root.resolve("b")).writes(DefaultsFile.text());

        MoltisConfig read = with.config();

        assertThat(read).isEqualTo(without.config());
    }

    @Test
    void is_written_again_only_when_it_differs() throws IOException {
        ConfigDirs dirs = new ConfigHome(root).dirs();
        dirs.create();
        Path file = dirs.config().resolve("defaults.toml");
        DefaultsFile.refresh(dirs);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1000));

        DefaultsFile.refresh(dirs);
        long untouched = Files.getLastModifiedTime(file).toMillis();
        Files.writeString(file, "edited");
        DefaultsFile.refresh(dirs);

        assertThat(untouched).isEqualTo(1000);
        assertThat(file).hasContent(DefaultsFile.text());
    }

    @Test
    void does_not_mind_a_folder_that_can_not_be_written() {
        DefaultsFile.refresh(new ConfigHome(root.resolve("gone")).dirs());

        assertThat(root.resolve("gone/config")).doesNotExist();
    }
}
