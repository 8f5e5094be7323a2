package moltis.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceFolderTest {

    @TempDir
    Path data;

    private Instant now = Instant.EPOCH;
    private WorkspaceFolder workspace;

    @BeforeEach
    void open() throws IOException {
        workspace = new WorkspaceFolder(data, () -> now);
        Files.createDirectories(data.resolve("agents/ops"));
        Files.createDirectories(data.resolve("agents/main"));
    }

    @Test
    void the_main_agents_own_file_comes_before_the_one_at_the_root() throws IOException {
        write("SOUL.md", "root");
        assertThat(workspace.file(Optional.empty(), "SOUL.md")).contains("root");

        write("agents/main/SOUL.md", "own");
        later();

        assertThat(workspace.file(Optional.empty(), "SOUL.md")).contains("own");
        assertThat(workspace.file(Optional.of("main"), "SOUL.md")).contains("own");
    }

    @Test
    void an_empty_file_means_that_nothing_shall_be_said() throws IOException {
        write("SOUL.md", "root");
        write("agents/main/SOUL.md", "");

        assertThat(workspace.file(Optional.empty(), "SOUL.md")).contains("");
    }

    @Test
    void another_agent_shares_the_rules_but_not_the_soul() throws IOException {
        write("SOUL.md", "root soul");
        write("AGENTS.md", "root rules");

        assertThat(workspace.file(Optional.of("ops"), "SOUL.md")).isEmpty();
        assertThat(workspace.file(Optional.of("ops"), "AGENTS.md")).contains("root rules");
    }

    @Test
    void an_unknown_agent_is_the_main_one_and_a_path_is_no_agent() throws IOException {
        write("agents/main/SOUL.md", "own");
        write("SOUL.md", "root");

        assertThat(workspace.file(Optional.of("nobody"), "SOUL.md")).contains("own");
        assertThat(workspace.file(Optional.of("../.."), "SOUL.md")).contains("own");
    }

    @Test
    void a_link_is_not_followed() throws IOException {
        Path secret = Files.writeString(Files.createTempFile(data, "secret", ".txt"), "secret");
        Files.createSymbolicLink(data.resolve("TOOLS.md"), secret);

        assertThat(workspace.file(Optional.empty(), "TOOLS.md")).isEmpty();
    }

    @Test
    void a_change_shows_within_a_second() throws IOException {
        write("TOOLS.md", "old");
        assertThat(workspace.file(Optional.empty(), "TOOLS.md")).contains("old");

        write("TOOLS.md", "newer");
        later();

        assertThat(workspace.file(Optional.empty(), "TOOLS.md")).contains("newer");
    }

    private void later() {
        now = now.plusSeconds(2);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(data.resolve(name), text);
    }
}
