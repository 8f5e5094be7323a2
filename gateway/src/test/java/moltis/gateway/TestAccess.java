package moltis.gateway;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import moltis.access.Accounts;
import moltis.access.PasswordChange;
import moltis.access.RandomBytes;
import moltis.access.passkey.RelyingParties;
import moltis.access.passkey.RelyingParty;
import moltis.core.Secret;
import moltis.gateway.access.AccessGate;
import moltis.gateway.access.GateSettings;
import moltis.gateway.access.SessionCookie;
import moltis.gateway.auth.AuthEffects;
import moltis.storage.Database;
import moltis.storage.Sql;
import moltis.testing.time.MovableClock;

/** The real gate over a real database, with a clock that tests move. */
public final class TestAccess {

    public static final Secret PASSWORD = Secret.of("green kettles sing");

    public final MovableClock clock = MovableClock.atStart();
    public final Accounts accounts;
    public final AccessGate gate;
    public final List<String> effects = new ArrayList<>();
    private final GateSettings settings;

    public TestAccess(Database database, GateSettings settings) {
        this.settings = settings;
        var parties = new RelyingParties(
                List.of(new RelyingParty("localhost", List.of("http://localhost"), java.util.Set.of("localhost"))));
        accounts = new Accounts(database, parties, clock, RandomBytes.SYSTEM);
        gate = new AccessGate(accounts, settings, clock);
    }

    public Entrance entrance() {
        return new Entrance(accounts, gate, new SessionCookie(settings), new Effects());
    }

    public void setPassword() {
        try {
            accounts.setPassword(PASSWORD, PasswordChange.NONE);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private final class Effects implements AuthEffects {

        @Override
        public PasswordChange settingPassword(Optional<Secret> former, Secret password) {
            effects.add("password " + (former.isPresent() ? "changed" : "set"));
            return new PasswordChange() {

                @Override
                public void in(Sql sql) throws SQLException {
                    effects.add(sql.first("SELECT 1 AS one", row -> "in its transaction")
                            .orElseThrow());
                }

                @Override
                public Optional<Secret> committed() {
                    return Optional.of(Secret.of("RECOVERY"));
                }
            };
        }

        @Override
        public void signedIn(Secret password) {
            effects.add("signed in");
        }

        @Override
        public void switched(boolean disabled) {
            effects.add("disabled " + disabled);
        }

        @Override
        public void setupCodeMade(Secret code) {
            effects.add("code");
        }
    }
}
