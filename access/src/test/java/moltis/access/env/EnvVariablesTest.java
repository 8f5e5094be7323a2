package moltis.access.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import moltis.access.vault.Vault;
import moltis.access.vault.VaultChange;
import moltis.access.vault.VaultService;
import moltis.access.vault.VaultSwitch;
import moltis.core.RequestException;
import moltis.core.Secret;
import moltis.storage.Database;
import moltis.storage.StorageSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvVariablesTest {

    private static final Secret PASSWORD = Secret.of("a long sentence of mine");

    @TempDir
    Path folder;

    private Database database;
    private EnvVariables variables;
    private VaultService vault;

    @BeforeEach
    void open() {
        database = Database.open(folder, StorageSettings.DEFAULT);
        var keys = new Vault(database, Clock.systemUTC());
        variables = new EnvVariables(database, keys, Clock.systemUTC());
        vault = new VaultService(keys, database, List.of(variables), new Wanted(), _ -> {});
    }

    private static final class Wanted implements VaultSwitch {
        @Override
        public boolean enabled() {
            return true;
        }

        @Override
        public void set(boolean enabled) {}
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void protect() {
        VaultChange change = vault.firstPassword(PASSWORD);
        database.write(sql -> {
            change.in(sql);
            return Boolean.TRUE;
        });
        change.committed();
    }

    @Test
    void a_value_is_read_by_programs_and_listed_for_nobody() {
        long id = variables.set("API_TOKEN", Secret.of("canary"));

        assertThat(variables.values()).isEqualTo(Map.of("API_TOKEN", Secret.of("canary")));
        assertThat(variables.list()).singleElement().satisfies(listed -> {
            assertThat(listed.id()).isEqualTo(id);
            assertThat(listed.key()).isEqualTo("API_TOKEN");
            assertThat(listed.encrypted()).isFalse();
            assertThat(listed.toString()).doesNotContain("canary");
        });
    }

    @Test
    void a_change_counts_at_once_and_keeps_the_id() {
        long id = variables.set("A", Secret.of("one"));
        Map<String, Secret> before = variables.values();
        assertThat(variables.values()).isSameAs(before);

        assertThat(variables.set("A", Secret.of("two"))).isEqualTo(id);
        assertThat(variables.values()).isEqualTo(Map.of("A", Secret.of("two")));
        assertThat(variables.remove(id)).isTrue();
        assertThat(variables.remove(id)).isFalse();
        assertThat(variables.values()).isEmpty();
    }

    @Test
    void names_are_checked_and_the_servers_own_are_nobodys() {
        for (String name : new String[] {"", "a b", "A=B", "Ä", "__MOLTIS_X", "A\n"}) {
            assertThatThrownBy(() -> variables.set(name, Secret.of("x"))).isInstanceOf(RequestException.class);
        }
        variables.keep("__MOLTIS_KEY", Secret.of("own"));

        assertThat(variables.list()).isEmpty();
        assertThat(variables.values()).containsKey("__MOLTIS_KEY");
    }

    @Test
    void a_secret_travels_through_the_vault_and_lies_nowhere_on_the_disk() throws IOException {
        protect();
        vault.confirm();
        variables.set("TOKEN", Secret.of("canary-4711-in-the-mine"));
        vault.rotate(PASSWORD);
        database.close();

        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
                assertThat(bytes)
                        .as(file.toString())
                        .doesNotContain("canary-4711")
                        .doesNotContain(PASSWORD.reveal());
            }
        }
        database = Database.open(folder, StorageSettings.DEFAULT);
    }

    @Test
    void plain_ones_move_in_with_a_copy_and_come_back() {
        variables.set("OLD", Secret.of("one"));
        protect();
        variables.set("NEW", Secret.of("two"));
        assertThat(variables.list()).allMatch(EnvVariable::encrypted);

        assertThat(vault.disable(Optional.empty())).isEqualTo(Map.of("env_vars", 2));

        assertThat(variables.list()).noneMatch(EnvVariable::encrypted);
        assertThat(variables.values()).isEqualTo(Map.of("OLD", Secret.of("one"), "NEW", Secret.of("two")));
    }

    @Test
    void undoing_a_new_vault_needs_no_key() {
        variables.set("OLD", Secret.of("one"));
        protect();
        vault.lock();

        vault.undo();

        assertThat(variables.values()).isEqualTo(Map.of("OLD", Secret.of("one")));
    }

    @Test
    void while_locked_values_are_absent_and_nothing_is_stored_plain() {
        protect();
        variables.set("A", Secret.of("one"));
        vault.lock();

        assertThat(variables.values()).isEmpty();
        assertThatThrownBy(() -> variables.set("B", Secret.of("two"))).hasMessageContaining("vault is locked");
        vault.unlock(PASSWORD);
        assertThat(variables.values()).isEqualTo(Map.of("A", Secret.of("one")));
    }
}
