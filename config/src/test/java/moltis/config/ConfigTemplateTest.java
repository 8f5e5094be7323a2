package moltis.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import moltis.config.schema.ConfigIssue;
import moltis.config.schema.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigTemplateTest {

    @TempDir
    Path root;

    @Test
    void has_only_the_port_and_no_finding() {
        ConfigHome home = new ConfigHome(root).writes(ConfigTemplate.text(4711));

        assertThat(home.config().server().port()).isEqualTo(4711);
        assertThat(home.issues()).isEmpty();
        assertThat(home.loaded().written()).containsOnlyKeys("server", "external_agents");
    }

    @Test
    void each_line_that_is_commented_out_is_a_known_key_with_a_legal_value() {
        List<String> sections = new ArrayList<>();
        for (String line : ConfigTemplate.text(1).lines().toList()) {
            boolean key = line.matches("# [a-z_.]+ = .*") && !line.contains("# name = value");
            if (line.matches("# \\[.*]")) sections.add(line.substring(2) + "\n");
            else if (line.matches("\\[.*]")) sections.add(line + "\n");
            else if (key && sections.isEmpty()) sections.add(line.substring(2) + "\n");
            else if (key) sections.add(sections.removeLast() + line.substring(2) + "\n");
        }

        assertThat(sections).hasSizeGreaterThan(50).allSatisfy(section -> {
            ConfigHome home = new ConfigHome(root).writes(section);
            assertThat(home.issues())
                    .filteredOn(issue -> issue.severity() == Severity.ERROR
                            || issue.category().label().startsWith("unknown"))
                    .extracting(ConfigIssue::toString)
                    .isEmpty();
        });
    }
}
