package moltis.agent;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The workspace files in the data directory: an agent's own under {@code agents/<id>}, with those at the root behind them.
 * A change shows within a second.
 */
public final class WorkspaceFolder implements Workspace {

    private static final String MAIN = "main";
    private static final Pattern AGENT = Pattern.compile("[a-z0-9][a-z0-9-]{0,79}");
    private static final Set<String> OWN_ONLY = Set.of("IDENTITY.md", "SOUL.md");
    private static final int LONGEST_BYTES = 1 << 20;
    private static final int MOST_FILES = 500;
    private static final Duration FRESH = Duration.ofSeconds(1);

    /** @param text empty when there is no such file */
    private record Seen(Instant at, @Nullable FileTime changed, long size, Optional<String> text) {}

    private final Map<Path, Seen> seen = new ConcurrentHashMap<>();
    private final Path root;
    private final InstantSource clock;

    public WorkspaceFolder(Path dataDirectory, InstantSource clock) {
        this.root = dataDirectory;
        this.clock = clock;
    }

    @Override
    public Optional<String> file(Optional<String> agent, String name) {
        String id = agent.filter(this::exists).orElse(MAIN);
        Optional<String> own = read(folder(id).resolve(name));
        if (own.isPresent() || (OWN_ONLY.contains(name) && !id.equals(MAIN))) return own;
        return read(root.resolve(name));
    }

    private boolean exists(String agent) {
        return AGENT.matcher(agent).matches() && Files.isDirectory(folder(agent));
    }

    private Path folder(String agent) {
        return root.resolve("agents").resolve(agent);
    }

    private Optional<String> read(Path file) {
        Instant now = clock.instant();
        @Nullable Seen last = seen.get(file);
        if (last != null && Duration.between(last.at(), now).compareTo(FRESH) < 0) return last.text();
        Seen fresh = look(file, last, now);
        if (seen.size() >= MOST_FILES) seen.clear();
        seen.put(file, fresh);
        return fresh.text();
    }

    private static Seen look(Path file, @Nullable Seen last, Instant now) {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!attributes.isRegularFile()) return new Seen(now, null, 0, Optional.empty());
            FileTime changed = attributes.lastModifiedTime();
            if (last != null && changed.equals(last.changed()) && attributes.size() == last.size())
                return new Seen(now, changed, last.size(), last.text());
            Optional<String> text = Optional.of(read(file, LONGEST_BYTES));
            return new Seen(now, changed, attributes.size(), text);
        } catch (IOException absent) {
            return new Seen(now, null, 0, Optional.empty());
        }
    }

    private static String read(Path file, int longest) throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return new String(in.readNBytes(longest), StandardCharsets.UTF_8);
        }
    }
}
