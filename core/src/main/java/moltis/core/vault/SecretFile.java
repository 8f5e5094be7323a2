package moltis.core.vault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;
import moltis.core.RequestException;
import moltis.core.StorageException;

/**
 * A small file of secrets. Without a vault it lies plain under its name; with one, sealed in a second file beside it,
 * {@code NAME.enc}. Each change replaces the file as a whole, and only the owner may read it. Whoever uses it makes sure
 * that one thread at a time, of all processes, calls what changes it. What moves it in or out tells whether there was
 * anything to move.
 */
public final class SecretFile {

    private final Path plain;
    private final Path sealed;
    private final Path copy;
    private final String place;
    private final SecretBox box;

    /** @param place what the sealed form is bound to */
    public SecretFile(Path plain, String place, SecretBox box) {
        this.plain = plain;
        this.sealed = plain.resolveSibling(plain.getFileName() + ".enc");
        this.copy = plain.resolveSibling(plain.getFileName() + ".before-vault");
        this.place = place;
        this.box = box;
    }

    /** Which file holds the content at the moment, whether or not it is there. */
    public Path current() {
        return isSealed() ? sealed : plain;
    }

    /** Whether the content can't be read before the vault is unlocked. */
    public boolean locked() {
        return isSealed() && box.state() == SecretBox.State.LOCKED;
    }

    /** @throws RequestException if the vault is locked: then nothing can be saved here, whether or not there is a file */
    public void refuseWhileLocked() {
        box.sealsNow(plain.getFileName().toString());
    }

    /** Changes whenever the same bytes on disk may read differently. */
    public SecretBox.State state() {
        return box.state();
    }

    /**
     * The content.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws RequestException if the vault is locked
     * @throws StorageException if the sealed content was damaged
     */
    public byte[] read() throws IOException {
        if (!isSealed()) return Files.readAllBytes(plain);
        return box.open(Files.readString(sealed, StandardCharsets.US_ASCII).strip(), place);
    }

    /** @throws RequestException if the vault is locked: a secret never lands on the disk plain because of that */
    public void write(byte[] content) throws IOException {
        if (box.sealsNow(plain.getFileName().toString())) {
            replace(sealed, seal(content));
            if (Files.exists(plain)) keepCopy();
        } else {
            replace(plain, content);
            Files.deleteIfExists(sealed);
        }
    }

    /** Seals what lies plain; the plain file stays under another name until {@link #forgetCopy}. */
    public boolean moveIn() throws IOException {
        if (!Files.exists(plain)) return false;
        // A sealed file beside it is what an earlier, interrupted move has made: it may have been changed since.
        if (!Files.exists(sealed)) {
            byte[] content = Files.readAllBytes(plain);
            replace(sealed, seal(content));
            if (!Arrays.equals(read(), content)) throw new IOException("the sealed copy reads differently");
        }
        keepCopy();
        return true;
    }

    /** Stores the content plain again, and keeps no copy */
    public boolean moveOut() throws IOException {
        if (!isSealed()) return false;
        replace(plain, read());
        Files.delete(sealed);
        forgetCopy();
        return true;
    }

    /** Seals the content anew. */
    public boolean sealAnew() throws IOException {
        if (!isSealed()) return false;
        replace(sealed, seal(read()));
        return true;
    }

    /** Overwrites and removes the plain copy that {@link #moveIn} kept. */
    public boolean forgetCopy() throws IOException {
        if (!Files.exists(copy)) return false;
        try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
            ByteBuffer zeros = ByteBuffer.allocate((int) channel.size());
            while (zeros.hasRemaining()) channel.write(zeros);
            channel.force(true);
        }
        Files.delete(copy);
        return true;
    }

    /** Makes the plain copy the content again, if there is one. */
    public boolean putBackCopy() throws IOException {
        if (!Files.exists(copy)) return false;
        Files.move(copy, plain, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Files.deleteIfExists(sealed);
        return true;
    }

    private void keepCopy() throws IOException {
        Files.move(plain, copy, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private boolean isSealed() {
        return Files.exists(sealed) && (box.state() != SecretBox.State.NONE || !Files.exists(plain));
    }

    private byte[] seal(byte[] content) {
        return (box.seal(content, place) + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static void replace(Path target, byte[] content) throws IOException {
        Path draft = target.resolveSibling(target.getFileName() + ".tmp." + System.nanoTime());
        try {
            try (FileChannel channel = FileChannel.open(
                    draft, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly())) {
                ByteBuffer buffer = ByteBuffer.wrap(content);
                while (buffer.hasRemaining()) channel.write(buffer);
                channel.force(true);
            }
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
