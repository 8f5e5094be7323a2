package moltis.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DotEnvTest {

    @Test
    void reads_assignments_and_leaves_out_the_rest() {
        assertThat(DotEnv.parse("""
                # comment
                A=1
                export B = two words # why
                C="x \\"y\\" \\n z"  # why
                D='$raw # kept'
                E=
                not an assignment
                F=a#b
                """))
                .isEqualTo(Map.of(
                        "A", "1", "B", "two words", "C", "x \"y\" \n z", "D", "$raw # kept", "E", "", "F", "a#b"));
    }

    @Test
    void looks_in_the_folders_above(@TempDir Path root) throws IOException {
        Path deep = Files.createDirectories(root.resolve("a/b"));
        Files.writeString(root.resolve(".env"), "A=1");

        assertThat(DotEnv.near(deep)).containsEntry("A", "1");
    }

    @Test
    void does_not_override_the_process() {
        Environment environment = Environment.of(Map.of("A", "process")).or(Map.of("A", "file", "B", "file"));

        assertThat(environment.get("A")).contains("process");
        assertThat(environment.get("B")).contains("file");
        assertThat(environment.toString()).doesNotContain("process");
    }
}
