package moltis.agent;

import org.jspecify.annotations.Nullable;

/**
 * A document that came with a message and already lies in the session's media folder.
 *
 * @param mediaRef where it lies, relative to the data directory's {@code sessions} folder
 * @param sizeBytes null when unknown
 */
public record Attachment(
        String displayName,
        String storedFilename,
        String mimeType,
        @Nullable Long sizeBytes,
        String mediaRef) {}
