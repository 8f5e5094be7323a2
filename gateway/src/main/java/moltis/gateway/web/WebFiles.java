package moltis.gateway.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The built web UI: documents at the root of a folder, everything that they load under {@code assets}. Nothing is read
 * before somebody asks. Safe for use by many threads.
 */
public final class WebFiles {

    private static final String ASSETS = "assets";
    private static final String DEVELOPMENT = "dev";
    private static final int TAG_LENGTH = 16;

    private final Optional<Path> root;
    private final boolean development;
    private final Map<Path, Tagged> tags = new ConcurrentHashMap<>();
    private volatile @Nullable String hash;

    /**
     * @param root the folder; empty when this installation has no web UI
     * @param development whether files may change while we run, so that nothing is remembered
     */
    public WebFiles(Optional<Path> root, boolean development) {
        this.root = root.filter(Files::isDirectory);
        this.development = development;
    }

    /** A file as it is now. @param tag changes when the content does */
    record WebFile(Path path, long size, String tag) {}

    private record Tagged(long size, long changed, String tag) {}

    boolean isThere() {
        return root.isPresent();
    }

    boolean isDevelopment() {
        return development;
    }

    /** A file of the folder itself. @param name relative, of plain names; anything else finds nothing */
    Optional<WebFile> document(String name) {
        return root.flatMap(folder -> file(folder, name));
    }

    /** @param path relative, of plain names; anything else finds nothing */
    Optional<WebFile> asset(String path) {
        return root.flatMap(folder -> file(folder.resolve(ASSETS), path));
    }

    /** Sixteen hexadecimal digits that stand for everything in the folder; {@code dev} while files may change. */
    String hash() {
        if (development) return DEVELOPMENT;
        String known = hash;
        if (known == null) {
            known = root.map(WebFiles::hashOf).orElse("none");
            hash = known;
        }
        return known;
    }

    private Optional<WebFile> file(Path folder, String path) {
        for (String part : path.split("/", -1)) {
            if (part.isEmpty() || part.startsWith(".") || part.indexOf('\\') >= 0 || part.indexOf('\0') >= 0)
                return Optional.empty();
        }
        Path file = folder.resolve(path);
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!attributes.isRegularFile() || !file.toRealPath().startsWith(folder.toRealPath()))
                return Optional.empty();
            return Optional.of(new WebFile(file, attributes.size(), tag(file, attributes)));
        } catch (IOException absent) {
            return Optional.empty();
        }
    }

    private String tag(Path file, BasicFileAttributes attributes) throws IOException {
        long changed = attributes.lastModifiedTime().toMillis();
        Tagged known = tags.get(file);
        if (known != null && known.size() == attributes.size() && known.changed() == changed) return known.tag();
        MessageDigest digest = sha256();
        digest.update(Files.readAllBytes(file));
        String tag = HexFormat.of().formatHex(digest.digest()).substring(0, TAG_LENGTH);
        tags.put(file, new Tagged(attributes.size(), changed, tag));
        return tag;
    }

    private static String hashOf(Path folder) {
        MessageDigest digest = sha256();
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> files = all.filter(Files::isRegularFile).sorted().toList();
            for (Path file : files) {
                digest.update(folder.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
                digest.update(Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the web UI can't be read", e);
        }
        return HexFormat.of().formatHex(digest.digest()).substring(0, TAG_LENGTH);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
