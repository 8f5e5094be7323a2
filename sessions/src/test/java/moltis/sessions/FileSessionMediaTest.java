package moltis.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import moltis.core.RequestException;
import moltis.core.StorageException;
import moltis.core.session.MediaFile;
import moltis.core.session.SessionKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileSessionMediaTest {

    private static final SessionKey MAIN = SessionKey.MAIN;

    @TempDir
    private Path folder;

    private FileSessionMedia media;

    @BeforeEach
    void open() {
        media = new FileSessionMedia(folder);
    }

    @Test
    void gives_back_what_was_stored() throws IOException {
        MediaFile stored = put(MAIN, "notes.md", "# Notes");

        assertThat(stored)
                .isEqualTo(new MediaFile(MAIN, "notes.md", "media/v1/k6d61696e/files/notes.md", "text/markdown", 7));
        assertThat(media.find(MAIN, "notes.md")).contains(stored);
        assertThat(content(MAIN, "notes.md")).contains("# Notes");
        assertThat(folder.resolve("sessions/media/v1/k6d61696e/files/notes.md")).isRegularFile();
    }

    @Test
    void replaces_a_file_of_the_same_name() throws IOException {
        put(MAIN, "a.txt", "one");
        put(MAIN, "a.txt", "two");

        assertThat(content(MAIN, "a.txt")).contains("two");
        assertThat(Files.list(folder.resolve("sessions/media/v1/k6d61696e/files")))
                .hasSize(1);
    }

    @Test
    void deletes_one_file_or_all() throws IOException {
        put(MAIN, "a.txt", "a");
        put(MAIN, "b.txt", "b");

        assertThat(media.delete(MAIN, "a.txt")).isTrue();
        assertThat(media.delete(MAIN, "a.txt")).isFalse();
        assertThat(media.find(MAIN, "a.txt")).isEmpty();

        media.clear(MAIN);
        assertThat(media.find(MAIN, "b.txt")).isEmpty();
        media.clear(MAIN);
    }

    @Test
    void knows_nothing_of_an_unknown_session() throws IOException {
        assertThat(media.find(MAIN, "a.txt")).isEmpty();
        assertThat(content(MAIN, "a.txt")).isEmpty();
        media.copy(MAIN, new SessionKey("other"));
        assertThat(folder.resolve("sessions")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ".", "..", "a/b", "../a", "a\\b", "a\0b", "a\nb"})
    void refuses_every_name_that_is_not_plain(String name) {
        assertThatThrownBy(() -> put(MAIN, name, "x")).isInstanceOf(RequestException.class);
        assertThatThrownBy(() -> media.find(MAIN, name)).isInstanceOf(RequestException.class);
        assertThatThrownBy(() -> media.delete(MAIN, name)).isInstanceOf(RequestException.class);
        assertThatThrownBy(() -> content(MAIN, name)).isInstanceOf(RequestException.class);
    }

    @Test
    void refuses_a_name_that_no_file_system_takes() {
        assertThatThrownBy(() -> put(MAIN, "x".repeat(256), "x")).isInstanceOf(RequestException.class);
        assertThat(put(MAIN, "x".repeat(255), "x").size()).isEqualTo(1);
    }

    @Test
    void a_key_can_not_leave_the_tree() {
        put(new SessionKey("../../escape"), "a.txt", "x");

        assertThat(folder.resolve("sessions/media/v1")).isDirectoryRecursivelyContaining("glob:**/a.txt");
        assertThat(folder.getParent().resolve("escape")).doesNotExist();
    }

    @Test
    void keys_that_look_alike_have_their_own_files() throws IOException {
        put(new SessionKey("a:b"), "f.txt", "colon");
        put(new SessionKey("a_b"), "f.txt", "underscore");

        assertThat(content(new SessionKey("a:b"), "f.txt")).contains("colon");
    }

    @Test
    void clearing_a_session_spares_the_one_whose_folder_lies_inside() throws IOException {
        var shorter = new SessionKey("k".repeat(60));
        var longer = new SessionKey("k".repeat(300));
        put(shorter, "a.txt", "short");
        put(longer, "a.txt", "long");

        media.clear(shorter);

        assertThat(content(shorter, "a.txt")).isEmpty();
        assertThat(content(longer, "a.txt")).contains("long");
        assertThat(media.referencePrefix(longer))
                .startsWith(media.referencePrefix(shorter).replace("files/", ""));
    }

    @Test
    void follows_no_link_to_a_file() throws IOException {
        put(MAIN, "real.txt", "x");
        Path secret = Files.writeString(folder.resolve("secret.txt"), "secret");
        Path files = folder.resolve("sessions/media/v1/k6d61696e/files");
        Files.createSymbolicLink(files.resolve("link.txt"), secret);

        assertThat(media.find(MAIN, "link.txt")).isEmpty();
        assertThat(content(MAIN, "link.txt")).isEmpty();
        put(MAIN, "link.txt", "mine");
        assertThat(secret).hasContent("secret");
        assertThat(content(MAIN, "link.txt")).contains("mine");
    }

    @Test
    void follows_no_link_in_place_of_a_folder() throws IOException {
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere/files"));
        Files.writeString(elsewhere.resolve("a.txt"), "secret");
        Files.createDirectories(folder.resolve("sessions/media/v1"));
        Files.createSymbolicLink(folder.resolve("sessions/media/v1/k6d61696e"), elsewhere.getParent());

        assertThat(media.find(MAIN, "a.txt")).isEmpty();
        assertThatThrownBy(() -> put(MAIN, "b.txt", "x")).isInstanceOf(StorageException.class);
        media.clear(MAIN);
        assertThat(elsewhere.resolve("a.txt")).hasContent("secret");
    }

    @Test
    void copies_live_on_their_own() throws IOException {
        var fork = new SessionKey("session:fork");
        put(MAIN, "a.txt", "shared");

        media.copy(MAIN, fork);
        put(MAIN, "a.txt", "changed");
        assertThat(content(fork, "a.txt")).contains("shared");

        media.clear(MAIN);
        assertThat(content(fork, "a.txt")).contains("shared");
    }

    private MediaFile put(SessionKey session, String name, String content) {
        return media.put(session, name, content.getBytes(StandardCharsets.UTF_8), Optional.empty());
    }

    private Optional<String> content(SessionKey session, String name) throws IOException {
        var bytes = new ByteArrayOutputStream();
        return media.read(session, name, bytes)
                ? Optional.of(bytes.toString(StandardCharsets.UTF_8))
                : Optional.empty();
    }
}
