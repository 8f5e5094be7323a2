package moltis.access;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import moltis.access.limit.Account;
import moltis.access.limit.LoginGuard;
import moltis.core.Secret;
import org.jspecify.annotations.Nullable;

/**
 * The code that whoever sets up the installation must have read on the machine. It lives in memory, works for half an
 * hour and until set-up is complete, and guessing at it locks like guessing at the password. Safe for use by many threads.
 */
public final class SetupCode {

    public static final Duration LIFETIME = Duration.ofMinutes(30);

    // No letter or digit that could be taken for another.
    private static final String CHARACTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";
    private static final int LENGTH = 8;

    /** What came of showing a code. */
    public sealed interface Check {

        /** It is the code, or none is demanded. */
        record Passed() implements Check {}

        /** @param lockedOut whether that was once too often */
        record Wrong(boolean lockedOut) implements Check {}

        record Expired() implements Check {}

        record Blocked(Duration retryAfter) implements Check {}
    }

    private record Code(Secret value, Instant made) {}

    private final LoginGuard guard;
    private final InstantSource clock;
    private final RandomBytes random;
    private volatile @Nullable Code code;

    SetupCode(LoginGuard guard, InstantSource clock, RandomBytes random) {
        this.guard = guard;
        this.clock = clock;
        this.random = random;
    }

    /** Demands a new code from now on. @return the code, for the person at the machine */
    public Secret renew() {
        var text = new StringBuilder(LENGTH);
        while (text.length() < LENGTH) {
            for (byte one : random.take(LENGTH)) {
                // Only as many values as divide evenly, so that no character is likelier than another.
                int value = one & 0xff;
                if (value < CHARACTERS.length() * (256 / CHARACTERS.length()) && text.length() < LENGTH)
                    text.append(CHARACTERS.charAt(value % CHARACTERS.length()));
            }
        }
        return renew(Secret.of(text.toString()));
    }

    /** Demands this code from now on; for tests of the whole program. */
    public Secret renew(Secret chosen) {
        code = new Code(chosen, clock.instant());
        return chosen;
    }

    /** The code, for the person at the machine; empty if none is demanded or it is too old. */
    public Optional<Secret> current() {
        Code now = code;
        return now == null || isOld(now) ? Optional.empty() : Optional.of(now.value());
    }

    /** Whether set-up needs a code, an old one included. */
    public boolean isDemanded() {
        return code != null;
    }

    /** Set-up is complete: the code is worth nothing any more. */
    public void clear() {
        code = null;
    }

    public synchronized Check check(Optional<Secret> shown, InetAddress from) {
        Code now = code;
        if (now == null) return new Check.Passed();
        Optional<Duration> wait = guard.blocked(Account.SETUP, from);
        if (wait.isPresent()) return new Check.Blocked(wait.get());
        if (isOld(now)) return new Check.Expired();
        if (shown.isEmpty()) return new Check.Wrong(false);
        if (Digests.equal(now.value().reveal(), shown.get().reveal().toUpperCase(Locale.ROOT)))
            return new Check.Passed();
        return new Check.Wrong(guard.failed(Account.SETUP, from));
    }

    private boolean isOld(Code some) {
        return clock.instant().isAfter(some.made().plus(LIFETIME));
    }
}
