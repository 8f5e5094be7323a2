package moltis.config.section;

import static moltis.config.schema.Types.TEXT;
import static moltis.config.schema.Types.TEXTS;

import java.util.List;
import java.util.Optional;
import moltis.config.schema.KeyReader;

/** Which tools may be used; names may hold {@code *}. */
public record ToolPolicyConfig(List<String> allow, List<String> deny, Optional<String> profile) {

    static ToolPolicyConfig read(KeyReader keys) {
        return new ToolPolicyConfig(
                keys.get("allow", TEXTS, List.of(), "Tools that may be used; empty means all."),
                keys.get("deny", TEXTS, List.of(), "Tools that may never be used."),
                keys.optional("profile", TEXT, "Named set of tools that the two lists refine."));
    }
}
