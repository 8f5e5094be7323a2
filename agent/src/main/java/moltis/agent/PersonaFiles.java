package moltis.agent;

import java.util.Map;
import java.util.Optional;

/** Who an agent is: the configuration, field by field overridden by IDENTITY.md and USER.md. */
public final class PersonaFiles {

    private final Workspace workspace;

    public PersonaFiles(Workspace workspace) {
        this.workspace = workspace;
    }

    /** @param agent whose files; empty means the main agent */
    public Persona of(Optional<String> agent, Persona configured) {
        Map<String, String> identity = fields(agent, "IDENTITY.md");
        Map<String, String> user = fields(agent, "USER.md");
        return new Persona(
                WorkspaceText.field(identity, "name").orElse(configured.name()),
                WorkspaceText.field(identity, "emoji").or(configured::emoji),
                WorkspaceText.field(identity, "theme")
                        .or(() -> olderTheme(identity))
                        .or(configured::theme),
                WorkspaceText.field(user, "name").or(configured::userName),
                WorkspaceText.field(user, "timezone").or(configured::userTimezone),
                WorkspaceText.field(user, "location_place").or(configured::userLocation));
    }

    private Map<String, String> fields(Optional<String> agent, String file) {
        return workspace.file(agent, file).map(WorkspaceText::frontMatter).orElseGet(Map::of);
    }

    private static Optional<String> olderTheme(Map<String, String> identity) {
        String words = (WorkspaceText.field(identity, "vibe").orElse("") + " "
                        + WorkspaceText.field(identity, "creature").orElse(""))
                .strip();
        return words.isEmpty() ? Optional.empty() : Optional.of(words);
    }
}
