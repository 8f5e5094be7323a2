package moltis.access;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import moltis.access.audit.AuditLog;
import moltis.access.key.ApiKeys;
import moltis.access.limit.LoginGuard;
import moltis.access.passkey.Passkeys;
import moltis.access.passkey.RelyingParties;
import moltis.access.password.PasswordHashes;
import moltis.access.password.PasswordRule;
import moltis.access.session.BrowserSessions;
import moltis.core.Secret;
import moltis.storage.Database;

/**
 * Who may get in, for the gateway and for commands that work on the database while it runs. Every question asks the
 * database: what another process changes holds from the next request on. Making it touches neither the database nor a
 * library. Safe for use by many threads.
 */
public final class Accounts {

    private final CredentialRows rows;
    private final InstantSource clock;
    private final PasswordHashes hashes;
    private final BrowserSessions sessions;
    private final ApiKeys keys;
    private final Passkeys passkeys;
    private final AuditLog audit;
    private final LoginGuard guard;
    private final SetupCode setupCode;

    public Accounts(Database database, RelyingParties parties, InstantSource clock, RandomBytes random) {
        this.rows = new CredentialRows(database);
        this.clock = clock;
        this.hashes = new PasswordHashes(random);
        this.sessions = new BrowserSessions(database, clock, random);
        this.keys = new ApiKeys(database, clock, random);
        this.passkeys = new Passkeys(database, parties, clock, random);
        this.audit = new AuditLog(database, clock);
        this.guard = new LoginGuard(clock);
        this.setupCode = new SetupCode(guard, clock, random);
    }

    /** What is true now. */
    public AccessState state() {
        return rows.state();
    }

    public BrowserSessions sessions() {
        return sessions;
    }

    public ApiKeys keys() {
        return keys;
    }

    public Passkeys passkeys() {
        return passkeys;
    }

    public AuditLog audit() {
        return audit;
    }

    public LoginGuard guard() {
        return guard;
    }

    public SetupCode setupCode() {
        return setupCode;
    }

    /** When the password was set; empty if there is none. */
    public Optional<Instant> passwordSince() {
        return rows.passwordSince();
    }

    /**
     * Whether this is the password. Takes as long when there is none, and waits while others are checked.
     *
     * @throws moltis.core.RequestException if too many others wait
     */
    public boolean passwordIs(Secret typed) throws InterruptedException {
        Optional<String> stored = rows.passwordHash();
        PasswordHashes.Match match = hashes.match(typed, stored);
        if (match.renewed().isPresent())
            rows.renewHash(stored.orElseThrow(), match.renewed().get());
        return match.right();
    }

    /**
     * Sets the password of an installation that has no credential yet, and switches authentication on.
     *
     * @param also what has to change with it
     * @return whether it did; false if somebody else was faster
     * @throws moltis.core.RequestException if it may not be a password
     */
    public boolean setFirstPassword(Secret password, PasswordChange also) throws InterruptedException {
        PasswordRule.check(password);
        return rows.addFirstPassword(hashes.hash(password), also, clock.instant());
    }

    /**
     * Sets the password, ends all sessions, and switches authentication on.
     *
     * @param also what has to change with it
     * @throws moltis.core.RequestException if it may not be a password
     */
    public void setPassword(Secret password, PasswordChange also) throws InterruptedException {
        PasswordRule.check(password);
        rows.setPassword(hashes.hash(password), also, clock.instant());
    }

    /**
     * Forgets the password, the sessions and the passkeys, and revokes all keys.
     *
     * @param disable whether authentication is off from now on; otherwise the installation has to be set up again
     */
    public void reset(boolean disable) {
        rows.reset(disable, clock.instant());
    }

    public void setDisabled(boolean disabled) {
        rows.setDisabled(disabled);
    }

    /**
     * Compares with what the configuration says: it decides when it was changed since the last time, and otherwise what was
     * decided meanwhile stays.
     *
     * @return whether it changed something
     */
    public boolean obeyConfiguration(boolean disabled) {
        if (rows.configuredDisabled().orElse(false) == disabled) return false;
        boolean changes = rows.state().disabled() != disabled;
        rows.configure(disabled);
        return changes;
    }

    /** The configuration was made to say what is true now; that is no decision of its own. */
    public void configurationFollowed(boolean disabled) {
        rows.noteConfigured(disabled);
    }
}
