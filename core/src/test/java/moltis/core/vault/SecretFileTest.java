package moltis.core.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import moltis.core.ErrorCode;
import moltis.core.RequestException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {

    private static final byte[] SECRET = "sk-canary".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NEWER = "sk-newer".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private final ReversingBox box = new ReversingBox();
    private SecretFile file;

    @BeforeEach
    void open() {
        file = new SecretFile(folder.resolve("keys.json"), "keys", box);
    }

    @Test
    void without_a_vault_it_is_a_plain_file_for_its_owner() throws IOException {
        file.write(SECRET);

        assertThat(file.read()).isEqualTo(SECRET);
        assertThat(names()).containsExactly("keys.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("keys.json"))))
                .isEqualTo("rw-------");
    }

    @Test
    void with_a_vault_nothing_of_it_lies_plain() throws IOException {
        box.state = SecretBox.State.OPEN;

        file.write(SECRET);

        assertThat(file.read()).isEqualTo(SECRET);
        assertThat(names()).containsExactly("keys.json.enc");
        assertThat(Files.readString(folder.resolve("keys.json.enc"))).doesNotContain("sk-canary");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("keys.json.enc"))))
                .isEqualTo("rw-------");
    }

    @Test
    void while_locked_it_can_be_neither_read_nor_written() throws IOException {
        box.state = SecretBox.State.OPEN;
        file.write(SECRET);
        box.state = SecretBox.State.LOCKED;

        assertThat(file.locked()).isTrue();
        assertThatThrownBy(file::read).isInstanceOfSatisfying(RequestException.class, SecretFileTest::isLocked);
        assertThatThrownBy(() -> file.write(NEWER))
                .isInstanceOfSatisfying(RequestException.class, SecretFileTest::isLocked);
        assertThat(names()).containsExactly("keys.json.enc");
    }

    @Test
    void a_locked_vault_refuses_the_first_secret_too() {
        box.state = SecretBox.State.LOCKED;

        assertThatThrownBy(() -> file.write(SECRET))
                .isInstanceOfSatisfying(RequestException.class, SecretFileTest::isLocked);
        assertThat(names()).isEmpty();
    }

    @Test
    void moving_in_keeps_a_copy_until_it_is_not_wanted_any_more() throws IOException {
        file.write(SECRET);
        box.state = SecretBox.State.OPEN;

        assertThat(file.moveIn()).isTrue();
        assertThat(file.read()).isEqualTo(SECRET);
        assertThat(names()).containsExactly("keys.json.before-vault", "keys.json.enc");

        assertThat(file.forgetCopy()).isTrue();
        assertThat(names()).containsExactly("keys.json.enc");
        assertThat(file.moveIn()).isFalse();
    }

    @Test
    void a_move_that_was_interrupted_goes_on_with_what_was_saved_since() throws IOException {
        file.write(SECRET);
        Path plain = folder.resolve("keys.json");
        byte[] before = Files.readAllBytes(plain);
        box.state = SecretBox.State.OPEN;
        file.moveIn();
        file.write(NEWER);
        // As if the process had died between sealing and putting the plain file aside.
        Files.write(plain, before);

        file.moveIn();

        assertThat(file.read()).isEqualTo(NEWER);
    }

    @Test
    void the_copy_is_the_way_back_without_the_key() throws IOException {
        file.write(SECRET);
        box.state = SecretBox.State.OPEN;
        file.moveIn();
        box.state = SecretBox.State.LOCKED;

        file.putBackCopy();
        box.state = SecretBox.State.NONE;

        assertThat(file.read()).isEqualTo(SECRET);
        assertThat(names()).containsExactly("keys.json");
    }

    @Test
    void moving_out_leaves_what_is_true_now_and_no_copy() throws IOException {
        file.write(SECRET);
        box.state = SecretBox.State.OPEN;
        file.moveIn();
        file.write(NEWER);
        box.state = SecretBox.State.LEAVING;

        assertThat(file.moveOut()).isTrue();

        assertThat(file.read()).isEqualTo(NEWER);
        assertThat(names()).containsExactly("keys.json");
    }

    @Test
    void what_is_written_while_the_vault_is_given_up_is_plain() throws IOException {
        box.state = SecretBox.State.OPEN;
        file.write(SECRET);
        box.state = SecretBox.State.LEAVING;

        assertThat(file.read()).isEqualTo(SECRET);
        file.write(NEWER);

        assertThat(names()).containsExactly("keys.json");
        box.state = SecretBox.State.NONE;
        assertThat(file.read()).isEqualTo(NEWER);
    }

    @Test
    void sealing_anew_changes_the_sealed_text_only() throws IOException {
        box.state = SecretBox.State.OPEN;
        file.write(SECRET);
        String before = Files.readString(folder.resolve("keys.json.enc"));
        box.key = 2;

        file.sealAnew();

        assertThat(Files.readString(folder.resolve("keys.json.enc"))).isNotEqualTo(before);
        assertThat(file.read()).isEqualTo(SECRET);
    }

    private List<String> names() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void isLocked(RequestException e) {
        assertThat(e.code()).isEqualTo(ErrorCode.VAULT_LOCKED);
        assertThat(e.code().httpStatus()).isEqualTo(423);
        assertThat(e.sentence()).contains("vault is locked");
    }
}
