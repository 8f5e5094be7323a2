package moltis.access.passkey;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Ceremonies that have begun and not ended: each may end once, within five minutes. Safe for use by many threads. */
final class Challenges {

    static final Duration LIFETIME = Duration.ofSeconds(300);
    static final int MOST = 256;

    /** What a challenge was made for: one for signing in must not make a passkey. */
    enum Purpose {
        REGISTER,
        SIGN_IN
    }

    record Challenge(Purpose purpose, RelyingParty party, byte[] bytes, Instant made) {}

    private final InstantSource clock;
    // Guarded by this. The oldest first.
    private final Map<String, Challenge> open = new LinkedHashMap<>();

    Challenges(InstantSource clock) {
        this.clock = clock;
    }

    String open(Purpose purpose, RelyingParty party, byte[] bytes) {
        String id = UUID.randomUUID().toString();
        Instant now = clock.instant();
        synchronized (this) {
            Iterator<Challenge> oldest = open.values().iterator();
            while (oldest.hasNext() && (isOld(oldest.next(), now) || open.size() >= MOST)) oldest.remove();
            open.put(id, new Challenge(purpose, party, bytes, now));
        }
        return id;
    }

    /** Takes the challenge away, so that it can't be answered twice. */
    Optional<Challenge> take(String id, Purpose purpose) {
        @Nullable Challenge found;
        synchronized (this) {
            found = open.remove(id);
        }
        return Optional.ofNullable(found)
                .filter(challenge -> challenge.purpose() == purpose && !isOld(challenge, clock.instant()));
    }

    private static boolean isOld(Challenge challenge, Instant now) {
        return now.isAfter(challenge.made().plus(LIFETIME));
    }
}
