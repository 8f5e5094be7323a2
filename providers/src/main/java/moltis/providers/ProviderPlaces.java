package moltis.providers;

import java.nio.file.Path;
import java.util.Optional;
import moltis.core.vault.SecretBox;

/**
 * Where this module keeps its files.
 *
 * @param config the configuration directory: saved keys and flags
 * @param data the data directory: what can be fetched again
 * @param homeConfig the person's main configuration directory, when another one is in use
 * @param vault seals the saved keys
 */
public record ProviderPlaces(Path config, Path data, Optional<Path> homeConfig, SecretBox vault) {

    /** Without a vault. */
    public ProviderPlaces(Path config, Path data, Optional<Path> homeConfig) {
        this(config, data, homeConfig, SecretBox.NONE);
    }
}
