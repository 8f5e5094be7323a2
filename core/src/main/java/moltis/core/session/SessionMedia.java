package moltis.core.session;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * The files of each session. Names are one plain path component of at most 255 characters; anything else is refused
 * with a {@link moltis.core.RequestException}. Blocks for the disk and throws {@link moltis.core.StorageException} when
 * it fails. Safe for use by many threads.
 */
public interface SessionMedia {

    /**
     * Stores a file whole or not at all; one of that name is replaced.
     *
     * @param declaredType what the sender says it is; believed only when the content does not tell
     */
    MediaFile put(SessionKey session, String name, byte[] content, Optional<String> declaredType);

    Optional<MediaFile> find(SessionKey session, String name);

    /**
     * Writes a file's content to {@code to}, which stays open.
     *
     * @return whether there is such a file
     * @throws IOException if {@code to} fails
     */
    boolean read(SessionKey session, String name, OutputStream to) throws IOException;

    /** @return whether it was there */
    boolean delete(SessionKey session, String name);

    /** Removes every file of the session and of no other one. */
    void clear(SessionKey session);

    /** Gives {@code to} all files of {@code from}, under the same names; each session's files then live on their own. */
    void copy(SessionKey from, SessionKey to);

    /** What every reference to a file of this session begins with. */
    String referencePrefix(SessionKey session);
}
