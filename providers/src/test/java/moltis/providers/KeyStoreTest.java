package moltis.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import moltis.core.Secret;
import moltis.core.StorageException;
import moltis.core.json.Json;
import moltis.core.vault.SecretBox;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyStoreTest {

    private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");

    @TempDir
    Path folder;

    private final Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);
    private Path file;
    private KeyStore keys;

    @BeforeEach
    void open() {
        file = folder.resolve("provider_keys.json");
        keys = new KeyStore(file, Optional.empty(), SecretBox.NONE, clock);
    }

    @Test
    void only_the_owner_may_read_the_file() throws IOException {
        keys.save("openai", Secret.of("sk-one"), null, null, null);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var left = Files.list(folder)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("provider_keys.json", "provider_keys.json.lock");
        }
    }

    @Test
    void what_is_not_given_stays_and_what_is_empty_goes() {
        keys.save("openai", Secret.of("sk-one"), "https://llm.example/v1", List.of("gpt-5"), "Work");

        keys.save("openai", Secret.of("sk-two"), null, null, null);
        assertThat(keys.own().get("openai"))
                .isEqualTo(new StoredProvider(
                        Optional.of(Secret.of("sk-two")),
                        Optional.of("https://llm.example/v1"),
                        List.of("gpt-5"),
                        Optional.of("Work"),
                        Optional.of(NOON)));

        keys.save("openai", null, "", List.of(), null);
        assertThat(keys.own().get("openai"))
                .isEqualTo(new StoredProvider(
                        Optional.of(Secret.of("sk-two")),
                        Optional.empty(),
                        List.of(),
                        Optional.of("Work"),
                        Optional.of(NOON)));
    }

    @Test
    void the_old_form_is_read_and_every_foreign_entry_survives() throws IOException {
        Files.writeString(file, """
                {"openai":"sk-x","voice-elevenlabs":{"apiKey":"v","speed":2},"phone_twilio":{"apiKey":"s","baseUrl":"t"},
                 "mistral":{"apiKey":"m","model":"codestral-latest","note":"mine"}}""");

        keys.save("mistral", Secret.of("m2"), null, null, null);

        assertThat(keys.own().keySet()).containsExactly("mistral", "openai");
        assertThat(keys.own().get("openai").apiKey()).contains(Secret.of("sk-x"));
        assertThat(keys.own().get("mistral").models()).containsExactly("codestral-latest");
        assertThat(Json.parse(Files.readString(file))).isEqualTo(Json.parse("""
                                {"mistral":{"apiKey":"m2","model":"codestral-latest","note":"mine","savedAt":1768478400000},
                                 "openai":"sk-x",
                                 "voice-elevenlabs":{"apiKey":"v","speed":2},"phone_twilio":{"apiKey":"s","baseUrl":"t"}}"""));
    }

    @Test
    void models_are_kept_as_raw_ids_without_repetition() {
        keys.save(
                "openrouter",
                null,
                null,
                List.of(" openrouter::openai/gpt-5 ", "openai/gpt-5@reasoning-high", "", "m@foo"),
                null);

        assertThat(keys.own().get("openrouter").models()).containsExactly("openai/gpt-5", "m@foo");
    }

    @Test
    void a_broken_file_is_not_overwritten() throws IOException {
        Files.writeString(file, "{\"openai\":{\"apiKey\":\"sk-pre");

        assertThat(keys.own()).isEmpty();
        assertThatThrownBy(() -> keys.save("mistral", Secret.of("m"), null, null, null))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("isn't valid JSON");
        assertThat(file).hasContent("{\"openai\":{\"apiKey\":\"sk-pre");
    }

    @Test
    void a_change_by_another_process_is_seen() {
        assertThat(keys.own()).isEmpty();

        new KeyStore(file, Optional.empty(), SecretBox.NONE, clock)
                .save("openai", Secret.of("sk-other"), null, null, null);

        assertThat(keys.own().get("openai").apiKey()).contains(Secret.of("sk-other"));
    }

    @Test
    void stores_that_save_at_the_same_time_lose_nothing() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 16; i++) {
            String provider = "custom-" + i;
            KeyStore own = i % 2 == 0 ? keys : new KeyStore(file, Optional.empty(), SecretBox.NONE, clock);
            threads.add(Thread.ofVirtual()
                    .uncaughtExceptionHandler((_, failure) -> failures.add(failure))
                    .start(() -> own.save(provider, Secret.of("k"), null, null, null)));
        }
        for (Thread thread : threads) thread.join();

        assertThat(failures).isEmpty();
        assertThat(keys.own()).hasSize(16);
    }

    @Test
    void two_versions_that_look_the_same_are_told_apart() throws IOException {
        Files.writeString(file, "{\"openai\":{\"apiKey\":\"sk-one\"}}");
        FileTime moment = Files.getLastModifiedTime(file);
        assertThat(keys.own().get("openai").apiKey()).contains(Secret.of("sk-one"));
        Object before = keys.stamp();

        Files.writeString(file, "{\"openai\":{\"apiKey\":\"sk-two\"}}");
        Files.setLastModifiedTime(file, moment);

        assertThat(keys.own().get("openai").apiKey()).contains(Secret.of("sk-two"));
        assertThat(keys.stamp()).isNotEqualTo(before);
    }
}
