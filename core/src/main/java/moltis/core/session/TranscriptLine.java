package moltis.core.session;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * One message as it is stored: the JSON object of the transcript format (its field {@code role} equals {@code role}),
 * kept as text so that unknown fields survive and history needs no re-encoding on its way to a client.
 *
 * @param text the words in it, for search and previews; empty when there are none
 * @param json one JSON object without line breaks
 */
public record TranscriptLine(Role role, Optional<RunId> run, Instant createdAt, String text, String json) {

    /** Moments are stored in milliseconds. */
    public TranscriptLine {
        createdAt = createdAt.truncatedTo(ChronoUnit.MILLIS);
    }
}
