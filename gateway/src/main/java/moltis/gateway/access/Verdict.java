package moltis.gateway.access;

import java.time.Duration;
import java.util.Optional;

/** What a {@link Gate} decides. */
public sealed interface Verdict {

    record Admitted(Identity who) implements Verdict {}

    /** A person is shown the way. @param location a path on this server */
    record Elsewhere(String location) implements Verdict {}

    /**
     * @param status the HTTP status
     * @param code stable, for programs and translations
     * @param message a sentence for people
     * @param retryAfter when it may be tried again, if time helps
     */
    record Refused(int status, String code, String message, Optional<Duration> retryAfter) implements Verdict {

        public Refused(int status, String code, String message) {
            this(status, code, message, Optional.empty());
        }
    }
}
