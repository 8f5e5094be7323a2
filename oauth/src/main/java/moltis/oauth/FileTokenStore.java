package moltis.oauth;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import moltis.core.MoltisException;
import moltis.core.Secret;
import moltis.core.StorageException;
import moltis.core.json.Json;
import moltis.core.vault.FileContent;
import moltis.core.vault.SecretBox;
import moltis.core.vault.SecretFile;
import moltis.core.vault.VaultContent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code oauth_tokens.json} in the configuration folder: a JSON object, one entry a key, readable by its owner only,
 * replaced as a whole. Entries and fields that this version does not know are kept. A file that is not JSON is set aside
 * under another name before it is replaced. With a vault the file is {@code oauth_tokens.json.enc}; while that is locked,
 * nobody is known and nobody can be saved. A process opens the file through one instance.
 */
public final class FileTokenStore implements TokenStore {

    private static final Logger log = LoggerFactory.getLogger(FileTokenStore.class);

    private static final String NAME = "oauth_tokens";

    private final Path file;
    private final SecretFile content;
    private final Clock clock;

    // Guards the file within this process, for the length of one rewrite; a file lock does so between processes.
    private final ReentrantLock ours = new ReentrantLock();

    // Who may renew the tokens of a key; held over the network call, so that a rotating refresh token is used once.
    private final Map<String, ReentrantLock> turns = new ConcurrentHashMap<>();

    public FileTokenStore(Path file, SecretBox box, Clock clock) {
        this.file = file.toAbsolutePath();
        this.content = new SecretFile(this.file, NAME, box);
        this.clock = clock;
    }

    /** The tokens as part of the vault. */
    public VaultContent content() {
        return new FileContent(NAME, () -> keys().size(), this::alone);
    }

    @Override
    public Optional<TokenSet> find(String key) {
        return Optional.ofNullable(read().get(key)).flatMap(FileTokenStore::parse);
    }

    @Override
    public Set<String> keys() {
        return new TreeSet<>(read().propertyNames());
    }

    @Override
    public void save(String key, TokenSet tokens) {
        change(root -> {
            ObjectNode entry = root.get(key) instanceof ObjectNode known ? known : root.putObject(key);
            entry.put("access_token", tokens.accessToken().reveal());
            put(entry, "refresh_token", tokens.refreshToken().map(Secret::reveal));
            put(entry, "id_token", tokens.idToken().map(Secret::reveal));
            put(entry, "account_id", tokens.accountId());
            entry.remove("expires_at");
            tokens.expiresAt()
                    .ifPresentOrElse(
                            end -> entry.put("expires_at", end.getEpochSecond()), () -> entry.putNull("expires_at"));
            tokens.signedInAt().ifPresent(when -> entry.put("signed_in_at", when.getEpochSecond()));
            return true;
        });
    }

    @Override
    public boolean delete(String key) {
        return change(root -> root.remove(key) != null);
    }

    @Override
    public <T> T exclusively(String key, Work<T> work) throws InterruptedException {
        ReentrantLock turn = turns.computeIfAbsent(key, _ -> new ReentrantLock());
        turn.lockInterruptibly();
        try (FileChannel channel = openLock("." + Integer.toHexString(key.hashCode()));
                FileLock _ = channel.lock()) {
            return work.run();
        } catch (IOException e) {
            if (Thread.interrupted()) throw new InterruptedException();
            throw failed("locked", e);
        } finally {
            turn.unlock();
        }
    }

    /** A change of the whole file. @return what the caller wants to know */
    @FunctionalInterface
    private interface Change {
        boolean apply(ObjectNode root);
    }

    private boolean change(Change change) {
        content.refuseWhileLocked();
        return alone(_ -> rewrite(change));
    }

    private boolean alone(FileContent.Step step) {
        ours.lock();
        try {
            try (FileChannel channel = openLock("");
                    FileLock _ = channel.lock()) {
                return step.on(content);
            }
        } catch (IOException e) {
            throw failed("written", e);
        } finally {
            ours.unlock();
        }
    }

    private boolean rewrite(Change change) throws IOException {
        ObjectNode root = readForWriting();
        boolean result = change.apply(root);
        content.write(Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(root));
        return result;
    }

    private FileChannel openLock(String suffix) throws IOException {
        Path folder = file.resolveSibling("");
        if (!Files.isDirectory(folder)) Files.createDirectories(folder, ownerOnly("rwx------"));
        Path lock = file.resolveSibling(file.getFileName() + suffix + ".lock");
        return FileChannel.open(
                lock, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), ownerOnly("rw-------"));
    }

    /** Owner-only from the first moment, where the file system knows owners. */
    private static FileAttribute<?>[] ownerOnly(String permissions) {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private ObjectNode read() {
        try {
            if (content.locked()) return Json.object();
            if (parsed() instanceof ObjectNode root) return root;
            log.warn("oauth_tokens.json is not a JSON object: nobody counts as signed in");
        } catch (NoSuchFileException nobodySignedInYet) {
            // The usual state of a new installation.
        } catch (IOException | JacksonException | MoltisException e) {
            log.atWarn()
                    .addKeyValue("reason", e.getClass().getSimpleName())
                    .log("oauth_tokens.json can't be read: nobody counts as signed in");
        }
        return Json.object();
    }

    private ObjectNode readForWriting() throws IOException {
        Path present = content.current();
        if (!Files.exists(present)) return Json.object();
        try {
            if (parsed() instanceof ObjectNode root) return root;
        } catch (JacksonException broken) {
            // Set aside below.
        }
        Path aside = file.resolveSibling(
                present.getFileName() + ".corrupt-" + clock.instant().getEpochSecond());
        Files.move(present, aside, StandardCopyOption.REPLACE_EXISTING);
        log.atWarn()
                .addKeyValue("kept", aside.getFileName())
                .log("oauth_tokens.json was not JSON and is kept under another name");
        return Json.object();
    }

    private JsonNode parsed() throws IOException {
        return Json.parse(new String(content.read(), StandardCharsets.UTF_8));
    }

    private static Optional<TokenSet> parse(JsonNode entry) {
        return Secret.ofNullable(entry.path("access_token").asString(""))
                .map(access -> new TokenSet(
                        access,
                        Secret.ofNullable(entry.path("refresh_token").asString("")),
                        Secret.ofNullable(entry.path("id_token").asString("")),
                        Optional.of(entry.path("account_id").asString("")).filter(id -> !id.isBlank()),
                        entry.path("expires_at").isNumber()
                                ? Optional.of(Instant.ofEpochSecond(
                                        entry.path("expires_at").asLong()))
                                : Optional.empty(),
                        entry.path("signed_in_at").isNumber()
                                ? Optional.of(Instant.ofEpochSecond(
                                        entry.path("signed_in_at").asLong()))
                                : Optional.empty()));
    }

    private static void put(ObjectNode entry, String field, Optional<String> value) {
        value.ifPresentOrElse(text -> entry.put(field, text), () -> entry.remove(field));
    }

    private static StorageException failed(String what, IOException cause) {
        return new StorageException(
                "The sign-in file oauth_tokens.json could not be " + what + ".",
                "Check that the configuration folder belongs to you and is writable.",
                cause);
    }
}
