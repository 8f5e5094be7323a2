package moltis.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadsTest {

    @TempDir
    Path folder;

    private final MockWebServer server = new MockWebServer();
    private final Downloads downloads = new Downloads(new HttpClients(NetSettings.defaults("test")));
    private final byte[] file = content(300_000);

    @BeforeEach
    void start() throws Exception {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void brings_the_file_and_says_how_far_it_is() throws Exception {
        server.enqueue(whole());
        List<Long> seen = new ArrayList<>();

        downloads.fetch(List.of(source("/f")), target(), expected(), (bytes, _) -> seen.add(bytes));

        assertThat(target()).hasBinaryContent(file);
        assertThat(seen.getFirst()).isZero();
        assertThat(seen.getLast()).isEqualTo(file.length);
        assertThat(folder.toFile().list()).containsExactly("model.gguf");
        assertThat(server.takeRequest().getHeaders().get("User-Agent")).isEqualTo("Moltis/test");
    }

    @Test
    void goes_on_where_the_connection_broke() throws Exception {
        server.enqueue(new MockResponse.Builder()
                .body(new Buffer().write(file))
                .addHeader("ETag", "\"v1\"")
                .onResponseBody(SocketEffect.ShutdownConnection.INSTANCE)
                .build());
        assertThatExceptionOfType(DownloadException.class)
                .isThrownBy(() -> downloads.fetch(List.of(source("/f")), target(), ExpectedFile.ANY, Progress.SILENT));
        assertThat(target()).doesNotExist();
        int have = (int) Files.size(folder.resolve("model.gguf.part"));
        assertThat(have).isPositive().isLessThan(file.length);
        server.takeRequest();
        server.enqueue(new MockResponse.Builder()
                .code(206)
                .body(new Buffer().write(file, have, file.length - have))
                .build());

        downloads.fetch(List.of(source("/f")), target(), ExpectedFile.ANY, Progress.SILENT);

        var second = server.takeRequest();
        assertThat(second.getHeaders().get("Range")).isEqualTo("bytes=" + have + "-");
        assertThat(second.getHeaders().get("If-Range")).isEqualTo("\"v1\"");
        assertThat(target()).hasBinaryContent(file);
    }

    @Test
    void begins_anew_when_the_server_has_another_version() throws Exception {
        Files.write(folder.resolve("model.gguf.part"), content(1000));
        Files.writeString(folder.resolve("model.gguf.part.version"), "\"old\"");
        server.enqueue(whole());

        downloads.fetch(List.of(source("/f")), target(), ExpectedFile.ANY, Progress.SILENT);

        assertThat(target()).hasBinaryContent(file);
    }

    @Test
    void tries_the_next_source_after_a_wrong_file() throws Exception {
        server.enqueue(new MockResponse.Builder().code(404).build());
        server.enqueue(new MockResponse.Builder().body("<html>sign in</html>").build());
        server.enqueue(whole());

        downloads.fetch(List.of(source("/a"), source("/b"), source("/c")), target(), expected(), Progress.SILENT);

        assertThat(target()).hasBinaryContent(file);
    }

    @Test
    void names_every_source_that_failed_and_leaves_nothing_that_counts_as_the_file() {
        server.enqueue(new MockResponse.Builder().code(404).build());
        server.enqueue(new MockResponse.Builder()
                .body(new Buffer().write(content(file.length), 0, 10))
                .build());

        assertThatExceptionOfType(DownloadException.class)
                .isThrownBy(() ->
                        downloads.fetch(List.of(source("/a"), source("/b")), target(), expected(), Progress.SILENT))
                .withMessageContaining("HTTP 404")
                .withMessageContaining("10 bytes instead of 300000");
        assertThat(folder.toFile().list()).isEmpty();
    }

    @Test
    void stops_when_interrupted_and_keeps_what_came() throws Exception {
        server.enqueue(new MockResponse.Builder()
                .body(new Buffer().write(file))
                .throttleBody(50_000, 1, TimeUnit.HOURS)
                .build());
        var started = new CompletableFuture<Void>();
        var ended = new CompletableFuture<Throwable>();
        Thread thread = Thread.startVirtualThread(() -> {
            try {
                downloads.fetch(List.of(source("/f")), target(), expected(), (_, _) -> started.complete(null));
            } catch (Throwable e) {
                ended.complete(e);
            }
        });
        started.get();

        thread.interrupt();

        assertThat(ended.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        assertThat(target()).doesNotExist();
    }

    private MockResponse whole() {
        return new MockResponse.Builder().body(new Buffer().write(file)).build();
    }

    private ExpectedFile expected() throws Exception {
        return ExpectedFile.of(
                file.length,
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file)));
    }

    private Path target() {
        return folder.resolve("model.gguf");
    }

    private URI source(String path) {
        return server.url(path).uri();
    }

    private static byte[] content(int length) {
        byte[] bytes = new byte[length];
        new java.util.Random(length).nextBytes(bytes);
        return bytes;
    }
}
