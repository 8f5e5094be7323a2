package moltis.sessions;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import moltis.core.RequestException;
import moltis.core.StorageException;
import moltis.core.session.MediaFile;
import moltis.core.session.SessionKey;
import moltis.core.session.SessionMedia;

/**
 * Media as files, one folder a session. The folder's name is the hex text of the key, so that no key can collide with
 * another or leave the tree; it is cut into parts, because file systems limit the length of a name. No symbolic link is
 * followed.
 */
final class FileSessionMedia implements SessionMedia {

    private static final String REFERENCE = "media/v1";
    private static final int PART = 120;
    private static final int LONGEST_NAME = 255;
    private static final LinkOption[] NO_LINKS = {LinkOption.NOFOLLOW_LINKS};

    private final Path root;

    FileSessionMedia(Path dataDirectory) {
        root = dataDirectory.resolve("sessions");
    }

    @Override
    public MediaFile put(SessionKey session, String name, byte[] content, Optional<String> declaredType) {
        Path file = file(session, name);
        Path part = file.resolveSibling("." + UUID.randomUUID() + ".part");
        try {
            makeFolder(session);
            try {
                Files.write(part, content);
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw failed("stored", name, e);
        }
        return described(session, name, ContentTypes.of(content, name, declaredType), content.length);
    }

    @Override
    public Optional<MediaFile> find(SessionKey session, String name) {
        Path file = file(session, name);
        try {
            if (!isPlain(session, file)) return Optional.empty();
            try (InputStream content = Files.newInputStream(file, NO_LINKS)) {
                String type = ContentTypes.of(content.readNBytes(ContentTypes.ENOUGH), name, Optional.empty());
                return Optional.of(described(session, name, type, Files.size(file)));
            }
        } catch (IOException e) {
            throw failed("read", name, e);
        }
    }

    @Override
    public boolean read(SessionKey session, String name, OutputStream to) throws IOException {
        Path file = file(session, name);
        if (!isPlain(session, file)) return false;
        try (InputStream content = Files.newInputStream(file, NO_LINKS)) {
            content.transferTo(to);
            return true;
        }
    }

    @Override
    public boolean delete(SessionKey session, String name) {
        Path file = file(session, name);
        try {
            return isPlain(session, file) && Files.deleteIfExists(file);
        } catch (IOException e) {
            throw failed("deleted", name, e);
        }
    }

    @Override
    public void clear(SessionKey session) {
        Path folder = folder(session);
        try {
            if (!isFolder(session)) return;
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                for (Path file : files) Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw failed("deleted", folder.toString(), e);
        }
    }

    @Override
    public void copy(SessionKey from, SessionKey to) {
        Path target = folder(to);
        try {
            if (!isFolder(from)) return;
            makeFolder(to);
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder(from))) {
                for (Path file : files) if (Files.isRegularFile(file, NO_LINKS)) link(file, target);
            }
        } catch (IOException e) {
            throw failed("copied", target.toString(), e);
        }
    }

    /** Files are replaced, never changed; so both sessions can share one until one of them lets go. */
    private static void link(Path file, Path folder) throws IOException {
        Path target = folder.resolve(file.getFileName());
        try {
            Files.createLink(target, file);
        } catch (UnsupportedOperationException e) {
            Files.copy(file, target, NO_LINKS);
        }
    }

    @Override
    public String referencePrefix(SessionKey session) {
        return REFERENCE + "/" + String.join("/", parts(session)) + "/files/";
    }

    private MediaFile described(SessionKey session, String name, String type, long size) {
        return new MediaFile(session, name, referencePrefix(session) + name, type, size);
    }

    private Path folder(SessionKey session) {
        return root.resolve(referencePrefix(session));
    }

    private Path file(SessionKey session, String name) {
        boolean plain = !name.isBlank()
                && !name.equals(".")
                && !name.equals("..")
                && name.getBytes(StandardCharsets.UTF_8).length <= LONGEST_NAME
                && name.chars().noneMatch(it -> it == '/' || it == '\\' || Character.isISOControl(it));
        if (!plain) throw RequestException.invalid("a media file needs a plain name");
        return folder(session).resolve(name);
    }

    private boolean isPlain(SessionKey session, Path file) throws IOException {
        return isFolder(session)
                && Files.exists(file, NO_LINKS)
                && Files.readAttributes(file, BasicFileAttributes.class, NO_LINKS)
                        .isRegularFile();
    }

    /** Whether the session has a folder, with no link on the way to it. */
    private boolean isFolder(SessionKey session) {
        Path at = root;
        for (Path part : Path.of(referencePrefix(session))) {
            at = at.resolve(part);
            if (!Files.isDirectory(at, NO_LINKS)) return false;
        }
        return true;
    }

    private void makeFolder(SessionKey session) throws IOException {
        Files.createDirectories(root);
        Path at = root;
        for (Path part : Path.of(referencePrefix(session))) {
            at = at.resolve(part);
            if (!Files.exists(at, NO_LINKS)) Files.createDirectories(at);
            if (!Files.isDirectory(at, NO_LINKS)) throw new IOException(at + " is not a folder");
        }
    }

    private static List<String> parts(SessionKey session) {
        String hex = "k" + HexFormat.of().formatHex(session.value().getBytes(StandardCharsets.UTF_8));
        // The letter precedes the first part without counting for its length.
        int first = Math.min(hex.length(), PART + 1);
        return Stream.concat(
                        Stream.of(hex.substring(0, first)),
                        IntStream.iterate(first, at -> at < hex.length(), at -> at + PART)
                                .mapToObj(at -> hex.substring(at, Math.min(hex.length(), at + PART))))
                .toList();
    }

    private static StorageException failed(String what, String name, IOException cause) {
        return new StorageException(
                "The media file " + name + " can't be " + what + ": " + cause.getMessage(),
                "Check the free space and the permissions of the data directory.",
                cause);
    }
}
