package moltis.app;

import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Consumer;
import moltis.access.Accounts;
import moltis.access.PasswordChange;
import moltis.access.vault.RecoveryKey;
import moltis.access.vault.VaultChange;
import moltis.access.vault.VaultLifecycle;
import moltis.config.ConfigService;
import moltis.config.LiveConfig;
import moltis.config.schema.KeyPath;
import moltis.core.MoltisException;
import moltis.core.Secret;
import moltis.core.json.Json;
import moltis.gateway.auth.AuthEffects;
import moltis.storage.Sql;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What else happens in this program when credentials change. */
final class CredentialEffects implements AuthEffects {

    private static final Logger LOG = LoggerFactory.getLogger(CredentialEffects.class);
    private static final KeyPath DISABLED = KeyPath.of("auth", "disabled");

    private final Accounts accounts;
    private final ConfigService configuration;
    private final LiveConfig live;
    private final VaultLifecycle vault;
    private final Consumer<Secret> codes;

    CredentialEffects(
            Accounts accounts,
            ConfigService configuration,
            LiveConfig live,
            VaultLifecycle vault,
            Consumer<Secret> codes) {
        this.vault = vault;
        this.accounts = accounts;
        this.configuration = configuration;
        this.live = live;
        this.codes = codes;
    }

    @Override
    public PasswordChange settingPassword(Optional<Secret> former, Secret password) {
        return new WithVault(former.isPresent() ? vault.newPassword(former, password) : vault.firstPassword(password));
    }

    /** The vault's part of a change of the password. */
    private record WithVault(VaultChange change) implements PasswordChange {

        @Override
        public void in(Sql sql) throws SQLException {
            change.in(sql);
        }

        @Override
        public Optional<Secret> committed() {
            return change.committed().map(RecoveryKey::reveal).map(Secret::of);
        }
    }

    @Override
    public void signedIn(Secret password) {
        vault.signedIn(password);
    }

    /** The file says what is true, so that a later change of it is one. */
    @Override
    public void switched(boolean disabled) {
        if (live.current().auth().disabled() == disabled) return;
        try {
            configuration.set(DISABLED, Json.MAPPER.valueToTree(disabled));
            accounts.configurationFollowed(disabled);
        } catch (MoltisException e) {
            LOG.atWarn().setCause(e).log("auth.disabled could not be written to the settings");
        }
    }

    @Override
    public void setupCodeMade(Secret code) {
        codes.accept(code);
    }
}
