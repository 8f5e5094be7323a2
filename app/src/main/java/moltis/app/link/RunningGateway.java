package moltis.app.link;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import moltis.core.Secret;
import moltis.core.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The gateway that runs on a data directory, as its note {@code gateway.json} there says.
 *
 * @param url where it answers on this machine
 * @param token lets commands in; who can read the note may do everything here anyway
 */
public record RunningGateway(long pid, URI url, Optional<Secret> token) {

    private static final String FILE = "gateway.json";

    /** Leaves the note, whole or not at all. */
    public void announce(Path dataDirectory) throws IOException {
        Path draft = Files.createTempFile(
                dataDirectory,
                FILE,
                ".tmp",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        ObjectNode note = Json.object().put("pid", pid).put("url", url.toString());
        token.ifPresent(secret -> note.put("token", secret.reveal()));
        Files.writeString(draft, Json.write(note) + "\n");
        Files.move(draft, dataDirectory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Takes the note away. */
    public static void withdraw(Path dataDirectory) throws IOException {
        Files.deleteIfExists(dataDirectory.resolve(FILE));
    }

    /** The gateway that left a note and still lives. It may have hung up by the time that it is called. */
    public static Optional<RunningGateway> find(Path dataDirectory) {
        try {
            JsonNode note = Json.parse(Files.readString(dataDirectory.resolve(FILE)));
            RunningGateway gateway = new RunningGateway(
                    note.path("pid").asLong(0),
                    URI.create(note.path("url").asString("")),
                    Secret.ofNullable(note.path("token").asString("")));
            boolean alive =
                    ProcessHandle.of(gateway.pid).map(ProcessHandle::isAlive).orElse(false);
            return alive ? Optional.of(gateway) : Optional.empty();
        } catch (IOException | JacksonException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
