package moltis.access.password;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import moltis.access.RandomBytes;
import moltis.core.ErrorCode;
import moltis.core.RequestException;
import moltis.core.Secret;

/**
 * Hashes passwords and checks them, with Argon2id. One hash takes 19 MiB and tens of milliseconds, so at most two run at
 * a time and a few wait: a flood of tries costs no memory. Nothing is loaded before the first use. Safe for use by many
 * threads.
 */
public final class PasswordHashes {

    private static final int AT_A_TIME = 2;
    private static final int WAITING = 16;

    private final Semaphore places = new Semaphore(AT_A_TIME, true);
    private final RandomBytes random;

    public PasswordHashes(RandomBytes random) {
        this.random = random;
    }

    /** What a check found. @param renewed the hash to store from now on, when the stored one is weaker than a new one */
    public record Match(boolean right, Optional<String> renewed) {}

    /**
     * The hash to store.
     *
     * @throws RequestException if too many others wait
     */
    public String hash(Secret password) throws InterruptedException {
        return alone(() -> fresh(bytes(password)));
    }

    /**
     * Whether it is the password of the stored hash. Without one it is not, and finding that out takes as long.
     *
     * @throws RequestException if too many others wait
     */
    public Match match(Secret password, Optional<String> stored) throws InterruptedException {
        Optional<Argon2> hash = stored.flatMap(Argon2::parse);
        return alone(() -> {
            byte[] typed = bytes(password);
            if (hash.isEmpty()) {
                Argon2.of(typed, new byte[Argon2.SALT_BYTES]);
                return new Match(false, Optional.empty());
            }
            boolean right = hash.get().matches(typed);
            return new Match(right, right && hash.get().isWeak() ? Optional.of(fresh(typed)) : Optional.empty());
        });
    }

    private String fresh(byte[] password) {
        return Argon2.of(password, random.take(Argon2.SALT_BYTES)).phc();
    }

    private <T> T alone(Supplier<T> work) throws InterruptedException {
        // The length of a queue is an estimate; one or two more do no harm.
        if (places.getQueueLength() >= WAITING)
            throw new RequestException(
                    ErrorCode.RATE_LIMITED, "Too many passwords are being checked.", "Wait a moment and try again.");
        places.acquire();
        try {
            return work.get();
        } finally {
            places.release();
        }
    }

    private static byte[] bytes(Secret password) {
        String text = PasswordText.of(password);
        // Longer ones are never stored; they are cut so that checking one costs no more than the rule allows.
        String most = text.length() <= 4 * PasswordRule.LONGEST ? text : text.substring(0, 4 * PasswordRule.LONGEST);
        return most.getBytes(StandardCharsets.UTF_8);
    }
}
