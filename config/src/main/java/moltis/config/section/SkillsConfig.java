package moltis.config.section;

import static moltis.config.schema.Types.FLAG;
import static moltis.config.schema.Types.TEXTS;

import java.util.List;
import moltis.config.schema.KeyReader;

/** {@code [skills]}. */
public record SkillsConfig(
        boolean enabled,
        List<String> searchPaths,
        List<String> autoLoad,
        boolean enableAgentSidecarFiles,
        boolean enableSelfImprovement,
        List<String> disabledBundledCategories,
        List<String> disabledBundledSkills) {

    static SkillsConfig read(KeyReader keys) {
        return new SkillsConfig(
                keys.get("enabled", FLAG, true, "Let the agent use skills."),
                keys.get(
                        "search_paths",
                        TEXTS,
                        List.of(),
                        "Kept from earlier versions; skills lie in the data directory."),
                keys.get(
                        "auto_load",
                        TEXTS,
                        List.of(),
                        "Kept from earlier versions; skills are loaded when they are needed."),
                keys.get("enable_agent_sidecar_files", FLAG, false, "Let the agent write files beside a skill."),
                keys.get("enable_self_improvement", FLAG, true, "Let the agent write and improve skills."),
                keys.hot()
                        .get(
                                "disabled_bundled_categories",
                                TEXTS,
                                List.of(),
                                "Categories of bundled skills to leave out."),
                keys.hot().get("disabled_bundled_skills", TEXTS, List.of(), "Bundled skills to leave out."));
    }
}
