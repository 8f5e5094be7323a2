package moltis.access.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the vault without a person, for starts that nobody attends: with the recovery key from the file that
 * {@code MOLTIS_VAULT_AUTO_UNSEAL_KEY_FILE} names, else from {@code MOLTIS_VAULT_AUTO_UNSEAL_KEY}.
 */
public final class AutoUnseal {

    public static final String KEY_FILE = "MOLTIS_VAULT_AUTO_UNSEAL_KEY_FILE";
    public static final String KEY = "MOLTIS_VAULT_AUTO_UNSEAL_KEY";

    private static final Logger LOG = LoggerFactory.getLogger(AutoUnseal.class);

    private AutoUnseal() {}

    /** How it went; none of it stops a start. */
    public enum Outcome {
        NOT_CONFIGURED,
        ALREADY_OPEN,
        OPENED,
        NO_VAULT,
        WRONG_KEY,
        EMPTY,
        FAILED
    }

    /** Tries, and logs the outcome without the key. */
    public static Outcome run(Map<String, String> environment, VaultService vault) {
        Outcome outcome;
        try {
            outcome = attempt(environment, vault);
        } catch (IOException | RuntimeException e) {
            // The exception names the file at most; a message of an unknown kind is left out all the same.
            LOG.atError()
                    .addKeyValue("reason", e.getClass().getSimpleName())
                    .log("the vault can't be opened by itself");
            return Outcome.FAILED;
        }
        switch (outcome) {
            case NOT_CONFIGURED -> LOG.debug("the vault is not to be opened by itself");
            case ALREADY_OPEN, OPENED, NO_VAULT ->
                LOG.atInfo().addKeyValue("outcome", outcome).log("unattended unlock");
            case WRONG_KEY, EMPTY, FAILED ->
                LOG.atError().addKeyValue("outcome", outcome).log("the vault stays locked: the key given is of no use");
        }
        return outcome;
    }

    private static Outcome attempt(Map<String, String> environment, VaultService vault) throws IOException {
        Optional<String> given = key(environment);
        if (given.isEmpty()) return Outcome.NOT_CONFIGURED;
        switch (vault.status()) {
            case UNSEALED -> {
                return Outcome.ALREADY_OPEN;
            }
            case UNINITIALIZED, DISABLED -> {
                return Outcome.NO_VAULT;
            }
            case SEALED -> {}
        }
        if (given.get().isBlank()) return Outcome.EMPTY;
        boolean open = RecoveryKey.parse(given.get()).map(vault::unlock).orElse(false);
        return open ? Outcome.OPENED : Outcome.WRONG_KEY;
    }

    private static Optional<String> key(Map<String, String> environment) throws IOException {
        String file = environment.getOrDefault(KEY_FILE, "").strip();
        if (!file.isEmpty()) return Optional.of(Files.readString(Path.of(file)));
        return Optional.ofNullable(environment.get(KEY));
    }
}
