package moltis.oauth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import moltis.core.StorageException;

/** How this installation presents itself to Kimi: a random id, made once and kept in {@code kimi_device_id}. */
public final class KimiDevice {

    private final Path file;

    /** @param file need not exist */
    public KimiDevice(Path file) {
        this.file = file;
    }

    /** The headers of every call to Kimi that uses a sign-in. */
    public synchronized Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Msh-Platform", "web");
        headers.put("X-Msh-Version", "1.0.0");
        headers.put("X-Msh-Device-Name", "moltis");
        headers.put("X-Msh-Device-Model", "cli");
        headers.put("X-Msh-Os-Version", System.getProperty("os.name", "unknown").toLowerCase(Locale.ROOT));
        headers.put("X-Msh-Device-Id", id());
        return headers;
    }

    private String id() {
        try {
            if (Files.exists(file)) {
                String known = Files.readString(file).strip();
                if (!known.isEmpty()) return known;
            }
            String fresh = UUID.randomUUID().toString();
            Files.writeString(file, fresh);
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix"))
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            return fresh;
        } catch (IOException e) {
            throw new StorageException(
                    "The file kimi_device_id can't be read or written.",
                    "Check that the configuration folder belongs to you and is writable.",
                    e);
        }
    }
}
