package moltis.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import moltis.core.model.ToolMode;
import moltis.core.session.SessionKey;
import moltis.testing.model.ScriptedChatModel;
import org.junit.jupiter.api.Test;

class PromptBuilderTest {

    private final Map<String, String> files = new HashMap<>();
    private final PromptBuilder builder = new PromptBuilder(
            (agent, name) -> Optional.ofNullable(files.get(name)), ChatFixture.RUNTIME, ChatFixture.CLOCK);
    private ChatSettings settings = ChatSettings.DEFAULT;

    private String prompt(Audience audience, ToolMode mode, int window) {
        ToolSet tools = mode == ToolMode.OFF ? ToolSet.EMPTY : new ToolSet(List.of(FakeTool.echo()));
        return builder.build(
                        new PromptBuilder.Setting(
                                SessionKey.MAIN,
                                Optional.empty(),
                                Optional.of("plan"),
                                audience,
                                FakeModels.card(ScriptedChatModel.ID, mode, window),
                                mode,
                                tools),
                        settings)
                .text();
    }

    @Test
    void the_sections_keep_their_order() {
        files.put("IDENTITY.md", "---\nname: Rex\nemoji: 🦖\ntheme: calm\n---\n");
        files.put("SOUL.md", "<!-- for people -->\nBe kind.");
        files.put("USER.md", "---\nname: Ada\n---\n");
        files.put("BOOT.md", "Look at the calendar.");
        files.put("AGENTS.md", "No jokes.");
        files.put("TOOLS.md", "The NAS is slow.");
        settings = new ChatSettings(
                QueueMode.FOLLOWUP,
                true,
                32_000,
                200,
                1 << 20,
                LoopLimits.DEFAULT,
                Persona.DEFAULT,
                List.of(new Mode("plan", "Plan", "Thinks first", "Think first.")),
                CompactionSettings.DEFAULT,
                Optional.empty(),
                FailoverSettings.NONE);

        assertThat(prompt(Audience.OWNER, ToolMode.NATIVE, 200_000))
                .containsSubsequence(
                        "Your name is Rex 🦖. Your character: calm.",
                        "## Soul\n\nBe kind.",
                        "called Ada.",
                        "## Active Mode\n\nMode: Plan (plan)\nThink first.",
                        "## Startup Context (BOOT.md)\n\nLook at the calendar.",
                        "## Runtime",
                        "model=scripted-1",
                        "## Workspace Files",
                        "### AGENTS.md (workspace)\n\nNo jokes.",
                        "### TOOLS.md (workspace)\n\nThe NAS is slow.",
                        "## Available Tools",
                        "- `echo`: Does echo.",
                        "## Guidelines")
                .doesNotContain("for people", "How to call tools");
    }

    @Test
    void a_missing_soul_is_ours_and_an_emptied_one_is_none() {
        assertThat(prompt(Audience.OWNER, ToolMode.NATIVE, 200_000)).contains(PromptTexts.SOUL);

        files.put("SOUL.md", "");

        assertThat(prompt(Audience.OWNER, ToolMode.NATIVE, 200_000)).doesNotContain("## Soul");
    }

    @Test
    void strangers_are_told_a_name_and_nothing_of_the_owner() {
        for (String name : List.of("SOUL", "BOOT", "AGENTS", "TOOLS", "GUIDELINES")) files.put(name + ".md", "secret");
        files.put("USER.md", "---\nname: secret\n---\n");

        assertThat(prompt(Audience.PUBLIC, ToolMode.NATIVE, 200_000))
                .contains("Your name is moltis.")
                .doesNotContain("secret", "/data", "Host:");
    }

    @Test
    void a_long_workspace_file_is_cut_and_reported() {
        files.put("AGENTS.md", "x".repeat(40_000));

        var prompt = builder.build(
                new PromptBuilder.Setting(
                        SessionKey.MAIN,
                        Optional.empty(),
                        Optional.empty(),
                        Audience.OWNER,
                        FakeModels.card(ScriptedChatModel.ID, ToolMode.OFF, 200_000),
                        ToolMode.OFF,
                        ToolSet.EMPTY),
                settings);

        assertThat(prompt.text()).contains("x".repeat(32_000) + "...").doesNotContain("x".repeat(32_001));
        assertThat(prompt.files())
                .containsExactly(new WorkspaceFileStatus("AGENTS.md", 40_000, 32_000, 32_000))
                .allMatch(WorkspaceFileStatus::truncated);
    }

    @Test
    void a_small_window_gets_a_small_prompt() {
        assertThat(prompt(Audience.OWNER, ToolMode.OFF, 2_048).length()).isLessThan(300);
    }

    @Test
    void own_guidelines_replace_ours() {
        files.put("GUIDELINES.md", "Whisper.");

        assertThat(prompt(Audience.OWNER, ToolMode.NATIVE, 200_000))
                .endsWith("## Guidelines\n\nWhisper.")
                .doesNotContain(PromptTexts.GUIDELINES_TOOLS);
    }

    @Test
    void the_time_is_that_of_the_request_then_of_the_profile_then_of_the_server() {
        assertThat(builder.datetime(Optional.of(ZoneId.of("Asia/Tokyo")), Optional.empty(), settings))
                .isEqualTo("[The current user datetime is 2026-01-01 19:00:00 Asia/Tokyo.]");
        assertThat(builder.datetime(Optional.empty(), Optional.empty(), settings))
                .isEqualTo("[The current user datetime is 2026-01-01 10:00:00 server-local.]");
        files.put("USER.md", "---\ntimezone: \"Europe/Berlin\"\n---");
        assertThat(builder.datetime(Optional.empty(), Optional.empty(), settings))
                .isEqualTo("[The current user datetime is 2026-01-01 11:00:00 Europe/Berlin.]");
        files.put("USER.md", "---\ntimezone: Middle/Earth\n---");
        assertThat(builder.datetime(Optional.empty(), Optional.empty(), settings))
                .endsWith("server-local.]");
    }
}
