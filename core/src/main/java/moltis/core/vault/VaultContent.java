package moltis.core.vault;

/**
 * Secrets of one kind that move into the vault when there is one, and out when it is given up. Each method does its whole
 * work or none of it as far as a reader can tell, may be repeated after it was interrupted, and needs an open vault where
 * it says so. Safe for use by many threads.
 */
public interface VaultContent {

    /** For reports: {@code provider_keys}, {@code env_vars}. */
    String name();

    /** Seals what still lies plain, and keeps a plain copy of it until {@link #forgetCopies}. Needs an open vault. */
    void moveIn();

    /** Stores everything plain again. Needs an open vault that is being given up. @return how many secrets */
    int moveOut();

    /** Seals everything anew, for a vault that changed its key. Needs an open vault. */
    void sealAnew();

    /** Throws the plain copies away: there is no way back any more but {@link #moveOut}. */
    void forgetCopies();

    /** Puts the plain copies back in place of what is sealed. Needs no open vault; what was saved since then is lost. */
    void putBackCopies();
}
