package moltis.access.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import moltis.core.ErrorCode;
import moltis.core.RequestException;
import moltis.core.Secret;
import moltis.core.StorageException;
import moltis.core.vault.SecretBox;
import moltis.storage.Database;
import moltis.storage.StorageSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultServiceTest {

    private static final Secret PASSWORD = Secret.of("correct horse, and a long way");
    private static final Secret OTHER = Secret.of("quite another sentence");
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(1_800_000_000));
    private static final KeyDerivation QUICK = new KeyDerivation(64, 1, 1);

    @TempDir
    Path folder;

    private final List<VaultStatus> told = new ArrayList<>();
    private boolean wanted = true;
    private Database database;
    private Vault vault;
    private Sealed things;
    private VaultService service;

    @BeforeEach
    void open() {
        database = Database.open(folder, StorageSettings.DEFAULT);
        restart();
        things.plain.clear();
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** Another process on the same database; what lies on the disk stays. */
    private void restart() {
        vault = new Vault(database, CLOCK, QUICK);
        Sealed before = things;
        things = new Sealed(vault);
        if (before != null) {
            things.plain.putAll(before.plain);
            things.sealed.putAll(before.sealed);
            things.copies.putAll(before.copies);
        }
        service = new VaultService(
                vault,
                database,
                List.of(things),
                new VaultSwitch() {
                    @Override
                    public boolean enabled() {
                        return wanted;
                    }

                    @Override
                    public void set(boolean enabled) {
                        wanted = enabled;
                    }
                },
                told::add);
    }

    private RecoveryKey create() {
        return commit(service.firstPassword(PASSWORD)).orElseThrow();
    }

    private Optional<RecoveryKey> commit(VaultChange change) {
        database.write(sql -> {
            change.in(sql);
            return Boolean.TRUE;
        });
        return change.committed();
    }

    @Test
    void there_is_none_before_the_first_password() {
        assertThat(service.status()).isEqualTo(VaultStatus.UNINITIALIZED);
        assertThat(vault.state()).isEqualTo(SecretBox.State.NONE);
        assertThat(service.signedIn(PASSWORD)).isFalse();
        wanted = false;
        assertThat(service.status()).isEqualTo(VaultStatus.DISABLED);
        assertThat(commit(service.firstPassword(PASSWORD))).isEmpty();
    }

    @Test
    void the_first_password_makes_one_and_what_was_plain_moves_in() {
        things.put("env:A", "canary");

        RecoveryKey recovery = create();

        assertThat(recovery.reveal()).matches("([A-Z]{4}-){7}[A-Z]{4}");
        assertThat(service.status()).isEqualTo(VaultStatus.UNSEALED);
        assertThat(things.plain).isEmpty();
        assertThat(things.get("env:A")).isEqualTo("canary");
        assertThat(told).containsExactly(VaultStatus.UNSEALED);
    }

    @Test
    void a_change_that_was_not_stored_makes_nothing() {
        VaultChange change = service.firstPassword(PASSWORD);

        assertThatThrownBy(() -> database.write(sql -> {
                    change.in(sql);
                    throw new IllegalStateException("the hash could not be stored");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(service.status()).isEqualTo(VaultStatus.UNINITIALIZED);
        restart();
        assertThat(service.status()).isEqualTo(VaultStatus.UNINITIALIZED);
    }

    @Test
    void of_two_first_passwords_one_wins_and_the_other_stores_nothing() {
        VaultChange first = service.firstPassword(PASSWORD);
        VaultChange second = service.firstPassword(OTHER);
        commit(first);

        assertThatThrownBy(() -> commit(second))
                .isInstanceOfSatisfying(
                        RequestException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT));

        vault.lock();
        assertThat(service.unlock(OTHER)).isFalse();
        assertThat(service.unlock(PASSWORD)).isTrue();
    }

    @Test
    void after_a_restart_it_is_sealed_until_somebody_signs_in() {
        create();
        things.put("env:A", "canary");

        restart();

        assertThat(service.status()).isEqualTo(VaultStatus.SEALED);
        assertThatThrownBy(() -> things.get("env:A")).hasMessageContaining("vault is locked");
        assertThatThrownBy(() -> things.put("env:B", "x")).hasMessageContaining("vault is locked");
        assertThat(things.plain).isEmpty();
        assertThat(service.signedIn(OTHER)).isFalse();
        assertThat(service.status()).isEqualTo(VaultStatus.SEALED);
        assertThat(service.signedIn(PASSWORD)).isTrue();
        assertThat(things.get("env:A")).isEqualTo("canary");
    }

    @Test
    void what_lies_plain_after_all_moves_in_at_the_next_unlock_and_leaves_no_copy() {
        create();
        service.confirm();
        restart();
        things.plain.put("env:LATE", "canary");

        service.signedIn(PASSWORD);

        assertThat(things.plain).isEmpty();
        assertThat(things.copies).isEmpty();
        assertThat(things.get("env:LATE")).isEqualTo("canary");
    }

    @Test
    void the_recovery_key_opens_it_in_any_case_and_only_the_right_one() {
        RecoveryKey recovery = create();
        restart();

        assertThat(service.unlock(RecoveryKey.of(new byte[16]))).isFalse();
        assertThat(service.unlock(
                        RecoveryKey.parse(recovery.reveal().toLowerCase().replace("-", ""))
                                .orElseThrow()))
                .isTrue();
    }

    @Test
    void a_new_password_opens_the_same_vault_and_the_old_one_does_not() {
        RecoveryKey recovery = create();
        things.put("env:A", "canary");
        String stored = things.sealed.get("env:A");

        assertThat(commit(service.newPassword(Optional.of(PASSWORD), OTHER))).isEmpty();

        assertThat(things.sealed).containsEntry("env:A", stored);
        restart();
        assertThat(service.unlock(PASSWORD)).isFalse();
        assertThat(service.unlock(OTHER)).isTrue();
        assertThat(things.get("env:A")).isEqualTo("canary");
        vault.lock();
        assertThat(service.unlock(recovery)).isTrue();
    }

    @Test
    void a_locked_vault_takes_a_new_password_only_with_one_that_opens_it() {
        RecoveryKey recovery = create();
        restart();

        assertThatThrownBy(() -> service.newPassword(Optional.of(OTHER), OTHER))
                .isInstanceOfSatisfying(
                        RequestException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.VAULT_LOCKED));
        assertThatThrownBy(() -> service.newPassword(Optional.empty(), OTHER)).isInstanceOf(RequestException.class);
        service.unlock(recovery);
        commit(service.newPassword(Optional.empty(), OTHER));

        restart();
        assertThat(service.unlock(OTHER)).isTrue();
    }

    @Test
    void a_first_password_after_a_reset_has_to_open_the_vault_that_is_there() {
        create();
        restart();

        assertThatThrownBy(() -> service.firstPassword(OTHER)).hasMessageContaining("vault is locked");
        assertThat(commit(service.firstPassword(PASSWORD))).isEmpty();
        assertThat(service.status()).isEqualTo(VaultStatus.UNSEALED);
    }

    @Test
    void locking_forgets_the_keys() {
        create();
        things.put("env:A", "canary");

        service.lock();

        assertThat(service.status()).isEqualTo(VaultStatus.SEALED);
        assertThatThrownBy(() -> things.get("env:A")).hasMessageContaining("vault is locked");
        assertThat(told).containsExactly(VaultStatus.UNSEALED, VaultStatus.SEALED);
    }

    @Test
    void sealing_overwrites_the_keys() {
        var keys = new DataKeys(new byte[] {1, 2}, new byte[] {3});
        byte[] current = keys.current();

        keys.wipe();

        assertThat(current).containsOnly(0);
    }

    @Test
    void another_key_seals_everything_anew_and_brings_a_new_recovery_key() {
        RecoveryKey old = create();
        things.put("env:A", "canary");
        String stored = things.sealed.get("env:A");

        assertThat(service.rotate(OTHER)).isEmpty();
        assertThat(things.sealed).containsEntry("env:A", stored);
        RecoveryKey fresh = service.rotate(PASSWORD).orElseThrow();

        assertThat(things.sealed.get("env:A")).isNotEqualTo(stored);
        assertThatThrownBy(() -> vault.open(stored, "env:A")).isInstanceOf(StorageException.class);
        restart();
        assertThat(service.unlock(old)).isFalse();
        assertThat(service.unlock(fresh)).isTrue();
        assertThat(things.get("env:A")).isEqualTo("canary");
    }

    @Test
    void a_change_of_key_that_was_interrupted_goes_on_at_the_next_unlock() {
        create();
        things.put("env:A", "canary");
        String stored = things.sealed.get("env:A");
        things.broken = true;
        assertThatThrownBy(() -> service.rotate(PASSWORD)).hasMessage("the disk is full");
        assertThat(things.get("env:A")).isEqualTo("canary");

        restart();
        service.unlock(PASSWORD);

        assertThat(things.get("env:A")).isEqualTo("canary");
        assertThat(things.sealed.get("env:A")).isNotEqualTo(stored);
        assertThat(vault.isRotating()).isFalse();
        assertThatThrownBy(() -> vault.open(stored, "env:A")).isInstanceOf(StorageException.class);
    }

    @Test
    void giving_it_up_leaves_everything_readable() {
        things.put("env:A", "before");
        create();
        things.put("env:B", "after");

        assertThat(service.disable(Optional.empty())).isEqualTo(Map.of("things", 2));

        assertThat(service.status()).isEqualTo(VaultStatus.DISABLED);
        assertThat(things.plain).containsOnly(Map.entry("env:A", "before"), Map.entry("env:B", "after"));
        assertThat(things.copies).isEmpty();
        things.put("env:C", "later");
        assertThat(things.plain).containsKey("env:C");
    }

    @Test
    void a_giving_up_that_fails_changes_nothing() {
        create();
        things.put("env:A", "canary");
        things.broken = true;

        assertThatThrownBy(() -> service.disable(Optional.empty())).hasMessage("the disk is full");

        assertThat(service.status()).isEqualTo(VaultStatus.UNSEALED);
        assertThat(vault.state()).isEqualTo(SecretBox.State.OPEN);
        assertThat(things.get("env:A")).isEqualTo("canary");
        assertThat(wanted).isTrue();
    }

    @Test
    void a_locked_vault_is_given_up_with_the_password_only() {
        create();
        restart();

        assertThatThrownBy(() -> service.disable(Optional.empty()))
                .hasMessageContaining("unlock the vault before disabling it");
        assertThatThrownBy(() -> service.disable(Optional.of(OTHER))).isInstanceOf(RequestException.class);
        assertThat(service.disable(Optional.of(PASSWORD))).containsKey("things");
    }

    @Test
    void a_new_vault_can_be_undone_without_its_password_until_it_is_confirmed() {
        things.put("env:A", "canary");
        create();
        restart();

        service.undo();

        assertThat(service.status()).isEqualTo(VaultStatus.DISABLED);
        assertThat(things.get("env:A")).isEqualTo("canary");
    }

    @Test
    void signing_in_again_confirms_it_and_the_copies_go() {
        things.put("env:A", "canary");
        create();
        assertThat(things.copies).isNotEmpty();
        restart();

        service.signedIn(PASSWORD);

        assertThat(things.copies).isEmpty();
        assertThatThrownBy(service::undo).isInstanceOf(RequestException.class);
    }

    @Test
    void content_that_can_not_be_moved_now_does_not_keep_the_vault_shut() {
        things.plain.put("env:A", "canary");
        things.broken = true;

        create();

        assertThat(service.status()).isEqualTo(VaultStatus.UNSEALED);
        assertThat(things.plain).containsKey("env:A");
    }

    @Test
    void a_secret_can_not_be_put_in_the_place_of_another() {
        create();
        String sealed = vault.seal("canary".getBytes(StandardCharsets.UTF_8), "env:A");

        assertThatThrownBy(() -> vault.open(sealed, "env:B"))
                .isInstanceOf(StorageException.class)
                .hasMessageNotContaining("canary");
    }

    @Test
    void the_real_derivation_is_the_one_that_the_format_names() {
        assertThat(KeyDerivation.PASSWORD.json()).isEqualTo("{\"m_cost\":65536,\"t_cost\":3,\"p_cost\":1}");
        assertThat(KeyDerivation.parse("{\"m_cost\": 65536, \"t_cost\": 3, \"p_cost\": 1}"))
                .contains(KeyDerivation.PASSWORD);
        assertThat(KeyDerivation.parse("{\"m_cost\":9999999,\"t_cost\":3,\"p_cost\":1}"))
                .isEmpty();
        assertThat(KeyDerivation.parse("{}")).isEmpty();
    }

    @Test
    void letters_typed_on_another_system_are_the_same_password() {
        String salt = "AAAAAAAAAAAAAAAAAAAAAA==";

        assertThat(QUICK.key(Secret.of("gr\u00fc\u00dfe aus dem s\u00fcden"), salt))
                .isEqualTo(QUICK.key(Secret.of("gru\u0308\u00dfe aus dem su\u0308den"), salt));
    }

    @Test
    void the_environment_can_open_it() throws IOException {
        RecoveryKey recovery = create();
        Path file = Files.writeString(folder.resolve("key"), recovery.reveal() + "\n");

        assertThat(AutoUnseal.run(Map.of(), service)).isEqualTo(AutoUnseal.Outcome.NOT_CONFIGURED);
        assertThat(AutoUnseal.run(Map.of(AutoUnseal.KEY, "x"), service)).isEqualTo(AutoUnseal.Outcome.ALREADY_OPEN);
        restart();
        assertThat(AutoUnseal.run(Map.of(AutoUnseal.KEY, " "), service)).isEqualTo(AutoUnseal.Outcome.EMPTY);
        assertThat(AutoUnseal.run(Map.of(AutoUnseal.KEY, "ABCD"), service)).isEqualTo(AutoUnseal.Outcome.WRONG_KEY);
        assertThat(AutoUnseal.run(
                        Map.of(AutoUnseal.KEY_FILE, folder.resolve("none").toString()), service))
                .isEqualTo(AutoUnseal.Outcome.FAILED);
        assertThat(AutoUnseal.run(Map.of(AutoUnseal.KEY_FILE, file.toString(), AutoUnseal.KEY, "ABCD"), service))
                .isEqualTo(AutoUnseal.Outcome.OPENED);
        assertThat(service.status()).isEqualTo(VaultStatus.UNSEALED);
    }
}
