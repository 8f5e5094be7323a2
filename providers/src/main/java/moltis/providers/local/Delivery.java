package moltis.providers.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import moltis.net.Progress;

/**
 * A model that can be brought to this machine.
 *
 * @param file where it will be
 * @param size how many bytes it has, if that is known beforehand
 */
public record Delivery(String modelId, String displayName, Path file, OptionalLong size, Pull pull) {

    /** Brings it. */
    @FunctionalInterface
    public interface Pull {

        /**
         * Does nothing when it is there. Blocks; interrupt to stop, and a later call goes on from there.
         *
         * @throws moltis.core.ProviderException {@code UNREACHABLE} if no source delivers it, naming each with its reason
         */
        void with(Progress progress) throws InterruptedException;
    }

    public boolean done() {
        return Files.isRegularFile(file);
    }
}
