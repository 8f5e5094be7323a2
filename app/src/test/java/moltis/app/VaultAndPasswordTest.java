package moltis.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import moltis.access.Accounts;
import moltis.access.PasswordChange;
import moltis.access.RandomBytes;
import moltis.access.env.EnvVariables;
import moltis.access.passkey.RelyingParties;
import moltis.access.vault.RecoveryKey;
import moltis.access.vault.Vault;
import moltis.access.vault.VaultService;
import moltis.access.vault.VaultStatus;
import moltis.access.vault.VaultSwitch;
import moltis.config.LiveConfig;
import moltis.core.RequestException;
import moltis.core.Secret;
import moltis.storage.Database;
import moltis.storage.StorageSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The vault hangs on the password. */
class VaultAndPasswordTest {

    private static final Secret FIRST = Secret.of("seven herons over the marsh");
    private static final Secret SECOND = Secret.of("no heron was seen again");

    @TempDir
    Path folder;

    private final List<VaultStatus> told = new ArrayList<>();
    private Database database;
    private Accounts accounts;
    private EnvVariables variables;
    private VaultService vault;
    private CredentialEffects effects;

    @BeforeEach
    void open() throws IOException {
        database = Database.open(folder, StorageSettings.DEFAULT);
        restart();
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void restart() throws IOException {
        Clock clock = Clock.systemUTC();
        var keys = new Vault(database, clock);
        accounts = new Accounts(database, RelyingParties.none(), clock, RandomBytes.SYSTEM);
        variables = new EnvVariables(database, keys, clock);
        vault = new VaultService(keys, database, List.of(variables), new Remembered(), told::add);
        Settings settings = Settings.of(new House(folder.resolve("house")).shell(), new GlobalOptions());
        LiveConfig live = settings.live(settings.start().load());
        effects = new CredentialEffects(accounts, settings.service(live), live, vault, _ -> {});
    }

    private static final class Remembered implements VaultSwitch {
        private final AtomicBoolean wanted = new AtomicBoolean(true);

        @Override
        public boolean enabled() {
            return wanted.get();
        }

        @Override
        public void set(boolean enabled) {
            wanted.set(enabled);
        }
    }

    private Optional<Secret> set(Optional<Secret> former, Secret password) throws InterruptedException {
        PasswordChange also = effects.settingPassword(former, password);
        accounts.setPassword(password, also);
        return also.committed();
    }

    @Test
    void the_first_password_makes_the_vault_and_signing_in_opens_it() throws Exception {
        Secret recovery = set(Optional.empty(), FIRST).orElseThrow();
        variables.set("TOKEN", Secret.of("canary"));
        assertThat(RecoveryKey.parse(recovery.reveal())).isPresent();

        restart();
        assertThat(vault.status()).isEqualTo(VaultStatus.SEALED);
        assertThat(variables.values()).isEmpty();
        effects.signedIn(FIRST);

        assertThat(variables.values()).containsEntry("TOKEN", Secret.of("canary"));
    }

    @Test
    void a_new_password_changes_both_or_neither() throws Exception {
        set(Optional.empty(), FIRST);
        assertThat(set(Optional.of(FIRST), SECOND)).isEmpty();
        restart();

        assertThat(accounts.passwordIs(SECOND)).isTrue();
        effects.signedIn(SECOND);
        assertThat(vault.status()).isEqualTo(VaultStatus.UNSEALED);

        PasswordChange late = effects.settingPassword(Optional.of(SECOND), FIRST);
        set(Optional.of(SECOND), Secret.of("somebody else was faster"));
        assertThatThrownBy(() -> accounts.setPassword(FIRST, late)).isInstanceOf(RequestException.class);
        assertThat(accounts.passwordIs(FIRST)).isFalse();
    }

    @Test
    void after_a_reset_another_password_has_to_wait_for_the_recovery_key() throws Exception {
        Secret recovery = set(Optional.empty(), FIRST).orElseThrow();
        accounts.reset(true);
        restart();

        assertThatThrownBy(() -> set(Optional.empty(), SECOND)).hasMessageContaining("vault is locked");
        assertThat(accounts.state().hasPassword()).isFalse();
        vault.unlock(RecoveryKey.parse(recovery.reveal()).orElseThrow());
        set(Optional.empty(), SECOND);

        restart();
        effects.signedIn(SECOND);
        assertThat(vault.status()).isEqualTo(VaultStatus.UNSEALED);
    }
}
