package moltis.gateway.auth;

import java.util.Optional;
import moltis.access.PasswordChange;
import moltis.core.Secret;

/** What else happens when credentials change: the vault hangs on the password, the configuration shows the switch. */
public interface AuthEffects {

    /**
     * The password is about to be set. What this throws keeps it from being set.
     *
     * @param former the present one, if there is one
     * @return what is to change with it
     * @throws moltis.core.RequestException if the vault does not open with it
     */
    PasswordChange settingPassword(Optional<Secret> former, Secret password) throws InterruptedException;

    /** Somebody has signed in with the password. */
    void signedIn(Secret password) throws InterruptedException;

    /** Authentication was switched on or off, other than by the configuration. */
    void switched(boolean disabled);

    /** A new set-up code is demanded; the person at the machine is to see it. */
    void setupCodeMade(Secret code);

    /** Nothing else happens. */
    AuthEffects NONE = new AuthEffects() {

        @Override
        public PasswordChange settingPassword(Optional<Secret> former, Secret password) {
            return PasswordChange.NONE;
        }

        @Override
        public void signedIn(Secret password) {}

        @Override
        public void switched(boolean disabled) {}

        @Override
        public void setupCodeMade(Secret code) {}
    };
}
