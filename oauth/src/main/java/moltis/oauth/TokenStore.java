package moltis.oauth;

import java.util.Optional;
import java.util.Set;
import moltis.core.StorageException;

/**
 * Where tokens are kept, by provider. What a method wrote survives the death of the process when it returns. Safe for use
 * by many threads, and by the command line while the gateway runs.
 */
public interface TokenStore {

    Optional<TokenSet> find(String key);

    /** @throws StorageException if the tokens can't be kept */
    void save(String key, TokenSet tokens);

    /** @return whether there was something to forget */
    boolean delete(String key);

    /** The keys of all entries, sorted. */
    Set<String> keys();

    /**
     * Runs {@code work} while nobody else, in this process or another, does so for the same key, so that a rotating refresh
     * token is used once: read the entry again inside. Waits; interrupt to give up.
     */
    <T> T exclusively(String key, Work<T> work) throws InterruptedException;

    /** Something to do while the store is ours. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws InterruptedException;
    }
}
