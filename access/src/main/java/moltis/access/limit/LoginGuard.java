package moltis.access.limit;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes guessing hopeless. Ten failures in a row ban an address for five minutes, each further ten for twice as long, up
 * to a day; this machine's own address is no exception, for a page of another site speaks from there too. Failures from
 * three addresses within a quarter of an hour lock what they guess at for a quarter of an hour, except for this machine
 * and for whoever got in from the same address within a day: else a stranger could lock the owner out.
 *
 * <p>Holds a bounded number of addresses; under a flood those that are not banned are forgotten first. Safe for use by
 * many threads.
 */
public final class LoginGuard {

    static final int MOST_ADDRESSES = 4096;
    static final int MOST_FRIENDS = 256;

    private static final int FAILURES = 10;
    private static final Duration FIRST_BAN = Duration.ofMinutes(5);
    private static final Duration LONGEST_BAN = Duration.ofHours(24);
    private static final int ADDRESSES_TO_LOCK = 3;
    private static final Duration LOCK = Duration.ofMinutes(15);
    private static final Duration FRIENDSHIP = Duration.ofHours(24);
    /** How far to look for an address that is not banned when one must go. */
    private static final int LOOKED_AT = 16;

    private static final class Tries {
        private int failures;
        private int bans;
        private Instant bannedUntil = Instant.MIN;
    }

    private static final class Lock {
        private final Map<Neighbourhood, Instant> failures = new LinkedHashMap<>();
        private Instant until = Instant.MIN;
    }

    private final InstantSource clock;
    // All guarded by this; the maps are in the order of use.
    private final Map<Neighbourhood, Tries> tries = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Neighbourhood, Instant> friends = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Account, Lock> locks = new EnumMap<>(Account.class);

    public LoginGuard(InstantSource clock) {
        this.clock = clock;
    }

    /** How long somebody from there may not try; empty if they may. */
    public Optional<Duration> blocked(Account account, InetAddress from) {
        Neighbourhood place = Neighbourhood.of(from);
        Instant now = clock.instant();
        synchronized (this) {
            @Nullable Tries known = tries.get(place);
            if (known != null && now.isBefore(known.bannedUntil))
                return Optional.of(Duration.between(now, known.bannedUntil));
            if (from.isLoopbackAddress() || isFriend(place, now)) return Optional.empty();
            Instant until = lock(account).until;
            return now.isBefore(until) ? Optional.of(Duration.between(now, until)) : Optional.empty();
        }
    }

    /** Somebody guessed wrong. @return whether that began a ban or a lock */
    public boolean failed(Account account, InetAddress from) {
        Neighbourhood place = Neighbourhood.of(from);
        Instant now = clock.instant();
        synchronized (this) {
            boolean banned = countTry(place, now);
            return countForAccount(account, place, now) || banned;
        }
    }

    /** Somebody got in from there. */
    public void succeeded(InetAddress from) {
        Neighbourhood place = Neighbourhood.of(from);
        Instant now = clock.instant();
        synchronized (this) {
            tries.remove(place);
            friends.put(place, now);
            if (friends.size() > MOST_FRIENDS) removeFirst(friends);
        }
    }

    synchronized int size() {
        return tries.size() + friends.size();
    }

    private boolean countTry(Neighbourhood place, Instant now) {
        @Nullable Tries known = tries.get(place);
        if (known == null) {
            if (tries.size() >= MOST_ADDRESSES) forgetOne(now);
            known = new Tries();
            tries.put(place, known);
        }
        known.failures++;
        if (known.failures < FAILURES) return false;
        Duration ban = FIRST_BAN.multipliedBy(1L << Math.min(known.bans, 9));
        known.failures = 0;
        known.bans++;
        known.bannedUntil = now.plus(ban.compareTo(LONGEST_BAN) < 0 ? ban : LONGEST_BAN);
        return true;
    }

    private boolean countForAccount(Account account, Neighbourhood place, Instant now) {
        Lock lock = lock(account);
        lock.failures.values().removeIf(at -> at.plus(LOCK).isBefore(now));
        lock.failures.put(place, now);
        if (lock.failures.size() < ADDRESSES_TO_LOCK) return false;
        lock.failures.clear();
        lock.until = now.plus(LOCK);
        return true;
    }

    private Lock lock(Account account) {
        return locks.computeIfAbsent(account, _ -> new Lock());
    }

    private boolean isFriend(Neighbourhood place, Instant now) {
        @Nullable Instant since = friends.get(place);
        return since != null && now.isBefore(since.plus(FRIENDSHIP));
    }

    private void forgetOne(Instant now) {
        Iterator<Tries> oldest = tries.values().iterator();
        for (int i = 0; i < LOOKED_AT && oldest.hasNext(); i++) {
            if (!now.isBefore(oldest.next().bannedUntil)) {
                oldest.remove();
                return;
            }
        }
        removeFirst(tries);
    }

    private static void removeFirst(Map<?, ?> map) {
        Iterator<?> first = map.keySet().iterator();
        first.next();
        first.remove();
    }
}
