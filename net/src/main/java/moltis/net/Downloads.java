package moltis.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Brings files: into a part file beside the target, resumed where an earlier attempt stopped, checked, and only then
 * moved to its name. Two who want the same file share one download. Blocks; interrupt to stop, what came stays for the
 * next attempt. Safe for use by many threads.
 */
public final class Downloads {

    private static final int BUFFER = 1 << 16;
    private static final long REPORT_EVERY_NANOS = 100_000_000;

    private final HttpClients http;
    private final UnaryOperator<Request> signed;
    private final Map<Path, ReentrantLock> running = new ConcurrentHashMap<>();

    public Downloads(HttpClients http) {
        this(http, UnaryOperator.identity());
    }

    /** @param signed adds what a server wants to see before it gives a file; gets every request */
    public Downloads(HttpClients http, UnaryOperator<Request> signed) {
        this.http = http;
        this.signed = signed;
    }

    /**
     * Brings {@code target} from the first of {@code sources} that delivers it; does nothing when it is there.
     *
     * @throws DownloadException if no source delivers the expected file
     * @throws IOException if the file can't be written
     */
    public void fetch(List<URI> sources, Path target, ExpectedFile expected, Progress progress)
            throws IOException, InterruptedException {
        ReentrantLock lock = running.computeIfAbsent(target.toAbsolutePath(), _ -> new ReentrantLock());
        lock.lockInterruptibly();
        try {
            if (Files.isRegularFile(target)) return;
            Files.createDirectories(target.toAbsolutePath().getParent());
            List<String> failures = new ArrayList<>();
            for (URI source : sources) {
                try {
                    fetch(source, new PartFile(target), expected, progress);
                    return;
                } catch (IOException e) {
                    if (Thread.interrupted()) throw new InterruptedException();
                    failures.add(source.getHost() + ": " + e.getMessage());
                }
            }
            throw new DownloadException(target.getFileName().toString(), failures);
        } finally {
            lock.unlock();
        }
    }

    /** Throws away what came of a file so far, after a download of it that runs has ended. */
    public void discard(Path target) throws IOException, InterruptedException {
        ReentrantLock lock = running.computeIfAbsent(target.toAbsolutePath(), _ -> new ReentrantLock());
        lock.lockInterruptibly();
        try {
            new PartFile(target).discard();
        } finally {
            lock.unlock();
        }
    }

    private void fetch(URI source, PartFile part, ExpectedFile expected, Progress progress)
            throws IOException, InterruptedException {
        long have = part.length();
        if (expected.size().isPresent() && have == expected.size().getAsLong()) {
            part.complete(expected);
            return;
        }
        Request.Builder request = new Request.Builder().url(source.toString()).header("Accept-Encoding", "identity");
        boolean resuming =
                have > 0 && (expected.sha256().isPresent() || part.version().isPresent());
        if (resuming) {
            request.header("Range", "bytes=" + have + "-");
            // With a checksum the bytes of any source will do; without one only those of the very same version.
            if (expected.sha256().isEmpty())
                request.header("If-Range", part.version().orElseThrow());
        }
        try (Response response =
                http.client().newCall(signed.apply(request.build())).execute()) {
            if (response.code() == 416) part.discard();
            if (!response.isSuccessful()) throw new IOException("HTTP " + response.code());
            if (response.code() != 206 || !resuming) {
                have = 0;
                part.restart(version(response));
            }
            receive(response, part, have, expected, progress);
        }
        part.complete(expected);
    }

    private static void receive(Response response, PartFile part, long have, ExpectedFile expected, Progress progress)
            throws IOException, InterruptedException {
        long announced = response.body().contentLength();
        OptionalLong total =
                expected.size().isPresent() || announced < 0 ? expected.size() : OptionalLong.of(have + announced);
        if (total.isPresent() && part.freeSpace() < total.getAsLong() - have) {
            throw new IOException(
                    "not enough space on the disk: " + (total.getAsLong() - have >> 20) + " MB are needed");
        }
        long reported = System.nanoTime();
        progress.at(have, total);
        try (InputStream in = response.body().byteStream();
                OutputStream out = part.append()) {
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (Thread.interrupted()) throw new InterruptedException();
                out.write(buffer, 0, read);
                have += read;
                if (total.isPresent() && have > total.getAsLong()) break;
                if (System.nanoTime() - reported >= REPORT_EVERY_NANOS) {
                    reported = System.nanoTime();
                    progress.at(have, total);
                }
            }
        }
        progress.at(have, total);
    }

    /** What {@code If-Range} may name later: a strong entity tag, else the date of the last change. */
    private static String version(Response response) {
        String tag = response.header("ETag");
        if (tag != null && !tag.startsWith("W/")) return tag;
        return Objects.requireNonNullElse(response.header("Last-Modified"), "");
    }
}
