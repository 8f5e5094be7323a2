package moltis.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import moltis.config.schema.Category;
import moltis.config.schema.KeyPath;
import moltis.config.section.AgentPreset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkdownAgentsTest {

    @TempDir
    Path root;

    private ConfigHome home;

    @BeforeEach
    void home() {
        home = new ConfigHome(root);
    }

    @Test
    void a_markdown_file_is_an_agent() {
        home.writes("data/agents/gardener.md", """
                ---
                name: gardener
                display_name: "Grünhilde"
                tools: web_fetch, web_search
                deny_tools: exec
                delegate_only: false
                max_iterations: 9
                timeout_secs: 60
                reasoning_effort: high
                mcp_allow_servers: plants
                sandbox_mode: non-main
                ---

                You know plants.

                And trees.
                """);

        AgentPreset agent = home.config().agents().presets().get("gardener");

        assertThat(agent.identity().name()).contains("Grünhilde");
        assertThat(agent.tools().allow()).containsExactly("web_fetch", "web_search");
        assertThat(agent.tools().deny()).containsExactly("exec");
        assertThat(agent.maxIterations()).contains(9L);
        assertThat(agent.timeout())
                .hasValueSatisfying(timeout -> assertThat(timeout).hasMinutes(1));
        assertThat(agent.reasoningEffort()).contains(AgentPreset.Effort.HIGH);
        assertThat(agent.sandbox().mode()).contains(AgentPreset.SandboxMode.NON_MAIN);
        assertThat(agent.systemPromptSuffix()).contains("You know plants.\n\nAnd trees.");
        assertThat(home.writes("").service().presetSources()).containsEntry("gardener", "custom");
    }

    @Test
    void the_project_wins_over_the_person_and_the_file_over_both() {
        home.writes("data/agents/a.md", "---\nname: a\nmodel: one\n---\n")
                .writes("work/.moltis/agents/a.md", "---\nname: a\nmodel: two\n---\n")
                .writes("data/agents/coder.md", "---\nname: coder\nmodel: mine\n---\n")
                .writes("data/agents/b.md", "---\nname: b\nmodel: one\n---\nlong text")
                .writes("[agents.presets.b]\nmax_iterations = 3\n");

        var presets = home.config().agents().presets();

        assertThat(presets.get("a").model()).contains("two");
        assertThat(presets.get("coder").model()).contains("mine");
        assertThat(presets.get("coder").maxIterations()).isEmpty();
        assertThat(presets.get("b").model()).isEmpty();
        home.file().set(KeyPath.of("identity", "name"), "x");
        assertThat(home.text()).doesNotContain("two").doesNotContain("mine");
    }

    @Test
    void a_file_that_makes_no_sense_is_left_out_with_a_word() {
        home.writes("data/agents/a.md", "no head")
                .writes("data/agents/b.md", "---\nmodel: x\n---\n")
                .writes("data/agents/c.md", "---\nname: c\nmax_iterations: many\n---\n")
                .writes("data/agents/d.md", "---\nname: d\n---\n");

        assertThat(home.config().agents().presets()).containsKey("d").doesNotContainKeys("a", "b", "c");
        assertThat(home.issues())
                .filteredOn(issue -> issue.category() == Category.AGENTS)
                .extracting(issue -> issue.message())
                .containsExactly(
                        "leaves out a.md: it has no head between two lines ---.",
                        "leaves out b.md: it has no name.",
                        "leaves out c.md: it has no number at max_iterations.");
    }
}
