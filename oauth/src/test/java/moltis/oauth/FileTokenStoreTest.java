package moltis.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import moltis.core.Secret;
import moltis.core.json.Json;
import moltis.core.vault.SecretBox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTokenStoreTest {

    private static final TokenSet TOKENS = new TokenSet(
            Secret.of("a"),
            Optional.of(Secret.of("r")),
            Optional.of(Secret.of("i")),
            Optional.of("acct"),
            Optional.of(Instant.ofEpochSecond(1_790_000_000)),
            Optional.empty());

    @TempDir
    Path folder;

    @Test
    void what_is_saved_is_found_again_by_another_store() {
        store().save("acme", TOKENS);

        assertThat(store().find("acme")).contains(TOKENS);
        assertThat(store().keys()).containsExactly("acme");
    }

    @Test
    void entries_and_fields_of_a_newer_version_are_kept() throws IOException {
        Files.writeString(file(), "{\"acme\":{\"access_token\":\"old\",\"future\":1},\"other\":{\"x\":true}}");

        store().save("acme", TOKENS);

        var root = Json.parse(Files.readString(file()));
        assertThat(root.at("/acme/future").asInt()).isEqualTo(1);
        assertThat(root.at("/other/x").asBoolean()).isTrue();
    }

    @Test
    void a_broken_file_is_set_aside_not_overwritten() throws IOException {
        Files.writeString(file(), "{\"acme\": {\"access_tok");

        store().save("acme", TOKENS);

        assertThat(store().find("acme")).contains(TOKENS);
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> kept =
                    files.filter(path -> path.toString().contains(".corrupt-")).toList();
            assertThat(kept).singleElement().satisfies(path -> assertThat(path).hasContent("{\"acme\": {\"access_tok"));
        }
    }

    @Test
    void threads_that_write_at_once_lose_nothing() {
        FileTokenStore shared = store();

        IntStream.range(0, 40).parallel().forEach(i -> shared.save("p" + i, TOKENS));

        assertThat(store().keys()).hasSize(40);
    }

    private Path file() {
        return folder.resolve("oauth_tokens.json");
    }

    private FileTokenStore store() {
        return new FileTokenStore(file(), SecretBox.NONE, Clock.systemUTC());
    }
}
