package moltis.config.section;

import static moltis.config.schema.Types.FLAG;
import static moltis.config.schema.Types.SECONDS;
import static moltis.config.schema.Types.SECRET;
import static moltis.config.schema.Types.TEXT;
import static moltis.config.schema.Types.known;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import moltis.config.schema.KeyReader;
import moltis.core.Secret;

/** {@code [caldav]}: calendars. */
public record CaldavConfig(boolean enabled, Optional<String> defaultAccount, Map<String, CaldavAccount> accounts) {

    static CaldavConfig read(KeyReader keys) {
        return new CaldavConfig(
                keys.get("enabled", FLAG, false, "Offer calendars to the agent."),
                keys.optional("default_account", TEXT, "Account used when none is named."),
                keys.tables("accounts", CaldavAccount::read));
    }

    /** {@code [caldav.accounts.<name>]}. */
    public record CaldavAccount(
            Optional<String> url,
            Optional<String> username,
            Optional<Secret> password,
            Optional<String> provider,
            Duration timeout) {

        static CaldavAccount read(KeyReader keys) {
            return new CaldavAccount(
                    keys.optional("url", TEXT, "Address of the calendar server."),
                    keys.optional("username", TEXT, "Name to log in with."),
                    keys.optional("password", SECRET, "Password, best one made for this app."),
                    keys.optional("provider", known("fastmail", "icloud", "generic"), "Kind of server."),
                    keys.get("timeout_seconds", SECONDS, Duration.ofSeconds(30), "Time limit of a call."));
        }
    }
}
