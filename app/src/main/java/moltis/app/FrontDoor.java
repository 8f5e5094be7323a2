package moltis.app;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import moltis.access.AccessState;
import moltis.access.Accounts;
import moltis.access.PasswordChange;
import moltis.access.RandomBytes;
import moltis.access.audit.AuditEvent;
import moltis.access.limit.TrustedProxies;
import moltis.access.passkey.RelyingParties;
import moltis.access.password.PasswordRule;
import moltis.access.vault.VaultLifecycle;
import moltis.config.ConfigService;
import moltis.config.LiveConfig;
import moltis.core.ConfigException;
import moltis.core.RequestException;
import moltis.core.Secret;
import moltis.gateway.Entrance;
import moltis.gateway.access.AccessGate;
import moltis.gateway.access.GateSettings;
import moltis.gateway.access.SessionCookie;
import moltis.gateway.auth.AuthEffects;
import moltis.gateway.auth.VaultDesk;
import moltis.gateway.web.VaultDoor;
import moltis.storage.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What lets people in, made from the configuration, the environment and the database. Making it asks nothing; a gateway
 * that is about to listen is prepared first.
 */
final class FrontDoor {

    private static final Logger LOG = LoggerFactory.getLogger(FrontDoor.class);

    private final Accounts accounts;
    private final RelyingParties parties = RelyingParties.none();
    private final Secret note = Secret.of(RandomBytes.SYSTEM.token());
    private final LiveConfig live;
    private final Map<String, String> environment;
    private final AuthEffects effects;
    private final Entrance entrance;
    private final VaultDoor vaultDoor;

    /** @param codes told when a new set-up code is demanded, for the person at the machine */
    FrontDoor(
            Database database,
            LiveConfig live,
            ConfigService configuration,
            Map<String, String> environment,
            VaultLifecycle vault,
            Clock clock,
            Consumer<Secret> codes) {
        this.live = live;
        this.environment = environment;
        this.accounts = new Accounts(database, parties, clock, RandomBytes.SYSTEM);
        this.effects = new CredentialEffects(accounts, configuration, live, vault, codes);
        boolean proxied = isSet("MOLTIS_BEHIND_PROXY");
        GateSettings settings = new GateSettings(
                proxied,
                proxied ? TrustedProxies.parse(live.current().server().trustedProxies()) : TrustedProxies.NONE,
                false,
                variable("MOLTIS_TOKEN"),
                Optional.of(note));
        AccessGate gate = new AccessGate(accounts, settings, clock);
        this.entrance = new Entrance(accounts, gate, new SessionCookie(settings), effects);
        this.vaultDoor = new VaultDesk(accounts, gate);
    }

    Entrance entrance() {
        return entrance;
    }

    /** Who may try to open the vault. */
    VaultDoor vaultDoor() {
        return vaultDoor;
    }

    /** What commands of the same user show to the gateway of this process. */
    Secret note() {
        return note;
    }

    /** The code that set-up demands, for the person at the machine. */
    Optional<Secret> setupCode() {
        return accounts.setupCode().current();
    }

    /** The addresses at which passkeys work. */
    List<String> passkeyOrigins() {
        return parties.origins();
    }

    /**
     * Does what has to be done before anybody can connect: a changed switch of the configuration, a password of the
     * environment, a set-up code when nothing is set up.
     *
     * @throws ConfigException if a secret of the environment is one that everybody knows
     */
    void prepare() throws InterruptedException {
        boolean disabled = live.current().auth().disabled();
        if (accounts.obeyConfiguration(disabled)) {
            LOG.atWarn().addKeyValue("disabled", disabled).log("authentication was switched by the configuration");
            if (disabled) accounts.audit().add(AuditEvent.AUTH_DISABLED, Optional.empty(), "configuration");
        }
        checkToken();
        Optional<Secret> password = variable("MOLTIS_PASSWORD");
        if (password.isPresent() && !accounts.state().hasPassword()) setPassword(password.get());
        AccessState state = accounts.state();
        if (state.setupComplete() || state.disabled()) return;
        Optional<Secret> chosen = variable("MOLTIS_E2E_SETUP_CODE");
        if (chosen.isPresent()) accounts.setupCode().renew(chosen.get());
        else accounts.setupCode().renew();
    }

    /** The server listens, so it is known by which addresses. */
    void listens(String scheme, int port, String machine) {
        new PasskeyNames(live.current().server().externalUrl(), environment)
                .all(scheme, port, machine)
                .forEach(parties::add);
    }

    private void setPassword(Secret password) throws InterruptedException {
        try {
            PasswordRule.check(password);
        } catch (RequestException e) {
            throw new ConfigException("MOLTIS_PASSWORD can't be used: " + e.sentence(), e.hint(), e);
        }
        PasswordChange also = effects.settingPassword(Optional.empty(), password);
        accounts.setPassword(password, also);
        also.committed();
        accounts.audit().add(AuditEvent.SETUP, Optional.empty(), "environment");
        LOG.info("the password was taken from MOLTIS_PASSWORD");
    }

    private void checkToken() {
        Optional<Secret> token = variable("MOLTIS_TOKEN");
        if (token.isEmpty()) return;
        if (token.equals(variable("MOLTIS_PASSWORD")))
            throw new ConfigException(
                    "MOLTIS_TOKEN and MOLTIS_PASSWORD are the same.", "Choose two secrets, one for each purpose.");
        try {
            PasswordRule.check(token.get());
        } catch (RequestException e) {
            throw new ConfigException(
                    "MOLTIS_TOKEN can't be used: it is too short, or one that everybody knows.",
                    "Make one with: openssl rand -base64 32",
                    e);
        }
    }

    private boolean isSet(String name) {
        String value = environment.getOrDefault(name, "").strip();
        return value.equals("1") || value.equalsIgnoreCase("true");
    }

    private Optional<Secret> variable(String name) {
        return Secret.ofNullable(environment.get(name));
    }
}
