package moltis.agent;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import moltis.core.model.ModelCard;
import moltis.core.model.ToolMode;
import moltis.core.model.ToolSpec;
import moltis.core.session.SessionKey;
import tools.jackson.databind.JsonNode;

/**
 * Writes the system prompt. The same session with the same files gets the same characters in every turn: vendors cache what
 * they have read, so the time of day stands before the person's message instead.
 */
final class PromptBuilder {

    /** What a prompt is made for. */
    record Setting(
            SessionKey session,
            Optional<String> agent,
            Optional<String> mode,
            Audience audience,
            ModelCard model,
            ToolMode toolMode,
            ToolSet tools) {}

    private static final int BOOT_CHARS = 32_000;
    private static final int DESCRIPTION_CHARS = 160;
    private static final int SMALL_WINDOW = 8_192;
    private static final DateTimeFormatter DATETIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final String SERVER_LOCAL = "server-local";

    private final Workspace workspace;
    private final PersonaFiles personas;
    private final RuntimeFacts runtime;
    private final Clock clock;

    PromptBuilder(Workspace workspace, RuntimeFacts runtime, Clock clock) {
        this.workspace = workspace;
        this.personas = new PersonaFiles(workspace);
        this.runtime = runtime;
        this.clock = clock;
    }

    SystemPrompt build(Setting setting, ChatSettings settings) {
        var pages = new Pages(setting, settings, personas.of(setting.agent(), settings.persona()));
        return pages.write();
    }

    /** Whether a model's window holds a conversation or our long texts, not both. */
    static boolean smallWindow(ModelCard model) {
        return model.contextTokens() > 0 && model.contextTokens() <= SMALL_WINDOW;
    }

    /** What stands before the person's words. */
    String datetime(Optional<ZoneId> requested, Optional<String> agent, ChatSettings settings) {
        Optional<ZoneId> zone = requested.or(() -> profileZone(agent, settings));
        ZoneId here = zone.orElse(clock.getZone());
        String name = zone.map(ZoneId::getId).orElse(SERVER_LOCAL);
        return "[The current user datetime is "
                + DATETIME.format(clock.instant().atZone(here)) + " " + name + ".]";
    }

    ZoneId zone(Optional<ZoneId> requested, Optional<String> agent, ChatSettings settings) {
        return requested.or(() -> profileZone(agent, settings)).orElse(clock.getZone());
    }

    private Optional<ZoneId> profileZone(Optional<String> agent, ChatSettings settings) {
        try {
            return personas.of(agent, settings.persona()).userTimezone().map(ZoneId::of);
        } catch (DateTimeException notAZone) {
            return Optional.empty();
        }
    }

    /** The prompt while it is written. */
    private final class Pages {
        private final StringBuilder text = new StringBuilder(4_096);
        private final List<WorkspaceFileStatus> files = new ArrayList<>();
        private final Setting setting;
        private final ChatSettings settings;
        private final Persona persona;
        private final boolean withTools;

        private final boolean brief;

        Pages(Setting setting, ChatSettings settings, Persona persona) {
            this.setting = setting;
            this.settings = settings;
            this.persona = persona;
            this.withTools =
                    setting.toolMode() != ToolMode.OFF && !setting.tools().isEmpty();
            this.brief = smallWindow(setting.model());
        }

        SystemPrompt write() {
            text.append(withTools ? PromptTexts.INTRO_TOOLS : PromptTexts.INTRO_PLAIN);
            identity();
            if (setting.audience() == Audience.OWNER) {
                soul();
                persona.userName()
                        .ifPresent(name -> text.append("\n\nThe person you work for is called ")
                                .append(name)
                                .append('.'));
                mode();
                boot();
                if (!brief) runtimeLines();
                workspaceFiles();
            }
            if (withTools) tools();
            guidelines();
            return new SystemPrompt(text.toString(), files);
        }

        private void identity() {
            text.append("\n\nYour name is ").append(persona.name());
            persona.emoji().ifPresent(emoji -> text.append(' ').append(emoji));
            text.append('.');
            persona.theme()
                    .ifPresent(theme ->
                            text.append(" Your character: ").append(theme).append('.'));
        }

        private void soul() {
            Optional<String> own = workspace.file(setting.agent(), "SOUL.md").map(WorkspaceText::withoutComments);
            String soul = own.orElse(brief ? "" : PromptTexts.SOUL);
            if (!soul.isBlank()) section("Soul", soul);
        }

        private void mode() {
            setting.mode()
                    .flatMap(id -> settings.modes().stream()
                            .filter(mode -> mode.id().equals(id))
                            .findFirst())
                    .ifPresent(mode ->
                            section("Active Mode", "Mode: " + mode.name() + " (" + mode.id() + ")\n" + mode.prompt()));
        }

        private void boot() {
            words("BOOT.md").ifPresent(boot -> section("Startup Context (BOOT.md)", capped(boot, BOOT_CHARS)));
        }

        private void runtimeLines() {
            List<String> facts = new ArrayList<>();
            fact(facts, "host", runtime.host());
            fact(facts, "os", runtime.os());
            fact(facts, "arch", runtime.arch());
            fact(facts, "shell", runtime.shell());
            fact(facts, "provider", setting.model().provider());
            fact(facts, "model", setting.model().id().name());
            fact(facts, "session", setting.session().value());
            fact(facts, "data_dir", runtime.dataDirectory().toString());
            persona.userTimezone().ifPresent(zone -> fact(facts, "timezone", zone));
            persona.userLocation().ifPresent(place -> fact(facts, "location", place));
            section("Runtime", "Moltis " + runtime.version() + "\nHost: " + String.join(" | ", facts));
        }

        private void workspaceFiles() {
            boolean begun = false;
            for (String name : List.of("AGENTS.md", "TOOLS.md")) {
                Optional<String> content = words(name);
                if (content.isEmpty()) continue;
                if (!begun) text.append("\n\n## Workspace Files");
                begun = true;
                int limit = settings.workspaceFileMaxChars();
                int length = content.get().length();
                files.add(new WorkspaceFileStatus(name, length, Math.min(length, limit), limit));
                text.append("\n\n### ").append(name).append(" (workspace)\n\n").append(capped(content.get(), limit));
            }
        }

        private void tools() {
            text.append("\n\n## Available Tools\n");
            for (ToolSpec spec : setting.tools().specs()) {
                if (setting.toolMode() == ToolMode.TEXT) {
                    text.append("\n### ").append(spec.name()).append('\n').append(spec.description());
                    text.append("\nParams: ").append(params(spec)).append('\n');
                } else {
                    text.append("\n- `").append(spec.name()).append("`: ").append(shortened(spec.description()));
                }
            }
            if (setting.toolMode() == ToolMode.TEXT) section("How to call tools", PromptTexts.TEXT_CALLS);
        }

        private void guidelines() {
            boolean owner = setting.audience() == Audience.OWNER;
            Optional<String> own = owner ? words("GUIDELINES.md") : Optional.empty();
            if (own.isPresent()) section("Guidelines", own.get());
            else if (!withTools) {
                if (!brief) section("Guidelines", PromptTexts.GUIDELINES_PLAIN);
            } else {
                boolean calc = setting.tools().has("calc");
                section("Guidelines", PromptTexts.GUIDELINES_TOOLS + (calc ? "\n" + PromptTexts.GUIDELINE_CALC : ""));
            }
        }

        private Optional<String> words(String name) {
            return workspace
                    .file(setting.agent(), name)
                    .map(WorkspaceText::withoutComments)
                    .filter(words -> !words.isBlank());
        }

        private void section(String title, String body) {
            text.append("\n\n## ").append(title).append("\n\n").append(body.strip());
        }
    }

    private static void fact(List<String> facts, String name, String value) {
        if (!value.isBlank()) facts.add(name + "=" + value);
    }

    private static String params(ToolSpec spec) {
        List<String> required = new ArrayList<>();
        for (JsonNode name : spec.parameters().path("required")) required.add(name.asString(""));
        List<String> params = new ArrayList<>();
        spec.parameters().path("properties").properties().forEach(param -> {
            JsonNode type = param.getValue().path("type");
            String shown = type.isString() ? type.stringValue() : "any";
            params.add(param.getKey() + " (" + shown + (required.contains(param.getKey()) ? ", required)" : ")"));
        });
        return params.isEmpty() ? "none" : String.join(", ", params);
    }

    private static String shortened(String description) {
        String line = description.replaceAll("\\s+", " ").strip();
        return line.length() <= DESCRIPTION_CHARS ? line : line.substring(0, DESCRIPTION_CHARS) + "...";
    }

    private static String capped(String content, int limit) {
        if (content.length() <= limit) return content;
        int end = Character.isHighSurrogate(content.charAt(Math.max(0, limit - 1))) ? limit - 1 : limit;
        return content.substring(0, Math.max(0, end)) + "...\n\n(Only the first " + limit + " of " + content.length()
                + " characters are shown.)";
    }
}
