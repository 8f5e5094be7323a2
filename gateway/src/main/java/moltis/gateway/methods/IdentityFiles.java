package moltis.gateway.methods;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import moltis.agent.Persona;
import moltis.agent.PersonaFiles;
import moltis.core.StorageException;
import org.jspecify.annotations.Nullable;

/**
 * Who the agent is and whom it works for, in the files that a person may edit as well: IDENTITY.md, SOUL.md and USER.md of
 * the main agent. A change keeps what it does not name. Safe for use by many threads of one process.
 */
public final class IdentityFiles {

    private static final String MAIN = "main";
    private static final String IDENTITY = "IDENTITY.md";
    private static final String SOUL = "SOUL.md";
    private static final String USER = "USER.md";
    private static final String ONBOARDED = ".onboarded";

    private final Path root;
    private final Supplier<Persona> configured;
    private final PersonaFiles personas;

    /** @param configured what the configuration says, which the files override field by field */
    public IdentityFiles(Path dataDirectory, Supplier<Persona> configured) {
        this.root = dataDirectory;
        this.configured = configured;
        this.personas = new PersonaFiles((_, name) -> read(name));
    }

    /** A change: a null field keeps what is there, an empty one removes it. */
    record Change(
            @Nullable Optional<String> name,
            @Nullable Optional<String> emoji,
            @Nullable Optional<String> theme,
            @Nullable Optional<String> soul,
            @Nullable Optional<String> userName,
            @Nullable Optional<String> userTimezone,
            @Nullable Optional<String> userLocation) {}

    public AgentIdentity current() {
        Persona persona = personas.of(Optional.empty(), configured.get());
        String emoji = persona.emoji().orElse(null);
        String theme = persona.theme().orElse(null);
        return new AgentIdentity(
                persona.name(),
                emoji,
                theme,
                persona.userName().orElse(null),
                persona.userTimezone().orElse(null),
                new AgentIdentity.Fields(persona.name(), emoji, theme),
                read(SOUL).orElse(null));
    }

    /** Whether the person has been through the first steps. */
    public boolean onboarded() {
        return Files.exists(root.resolve(ONBOARDED));
    }

    /** Where the person's days begin; the machine's zone while nobody has told. */
    public ZoneId zone() {
        @Nullable String told = current().userTimezone();
        try {
            return told == null ? ZoneId.systemDefault() : ZoneId.of(told);
        } catch (DateTimeException notAZone) {
            return ZoneId.systemDefault();
        }
    }

    /** Keeps the zone of a person who has told none, so that the agent knows what time it is for them. */
    public synchronized void rememberZone(ZoneId zone) {
        if (current().userTimezone() != null) return;
        edit(USER, Map.of("timezone", Optional.of(zone.getId())));
    }

    synchronized AgentIdentity change(Change change) {
        Map<String, Optional<String>> identity = new LinkedHashMap<>();
        add(identity, "name", change.name());
        add(identity, "emoji", change.emoji());
        add(identity, "theme", change.theme());
        Map<String, Optional<String>> user = new LinkedHashMap<>();
        add(user, "name", change.userName());
        add(user, "timezone", change.userTimezone());
        add(user, "location_place", change.userLocation());
        edit(IDENTITY, identity);
        edit(USER, user);
        // An empty soul is a file that says nothing: the person wants nothing said.
        if (change.soul() != null) write(SOUL, change.soul().orElse(""));
        AgentIdentity now = current();
        if (!now.name().isBlank() && now.userName() != null) markOnboarded();
        return now;
    }

    private static void add(Map<String, Optional<String>> changes, String name, @Nullable Optional<String> value) {
        if (value != null) changes.put(name, value);
    }

    private void edit(String name, Map<String, Optional<String>> changes) {
        if (!changes.isEmpty()) write(name, FrontMatter.with(read(name).orElse(""), changes));
    }

    /** The main agent's own file if there is one, else the one at the root. */
    private Path file(String name) {
        Path own = root.resolve("agents").resolve(MAIN).resolve(name);
        return Files.isRegularFile(own, LinkOption.NOFOLLOW_LINKS) ? own : root.resolve(name);
    }

    private Optional<String> read(String name) {
        try {
            return Optional.of(Files.readString(file(name), StandardCharsets.UTF_8));
        } catch (IOException absent) {
            return Optional.empty();
        }
    }

    private void write(String name, String text) {
        Path file = file(name);
        try {
            Path fresh = Files.createTempFile(file.getParent(), name, ".new");
            Files.writeString(fresh, text);
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new StorageException(
                    name + " can't be written.", "Check the permissions of the data directory and the space left.", e);
        }
    }

    private void markOnboarded() {
        try {
            if (!onboarded()) Files.createFile(root.resolve(ONBOARDED));
        } catch (IOException e) {
            throw new StorageException(
                    "The data directory can't be written.", "Check its permissions and the space left.", e);
        }
    }
}
