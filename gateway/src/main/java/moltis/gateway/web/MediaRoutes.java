package moltis.gateway.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;
import moltis.core.RequestException;
import moltis.core.StorageException;
import moltis.core.session.MediaFile;
import moltis.core.session.SessionDirectory;
import moltis.core.session.SessionKey;
import moltis.core.session.SessionMedia;
import moltis.gateway.access.Access;
import moltis.gateway.http.Exchange;
import moltis.gateway.http.HttpProblem;
import moltis.gateway.http.Route;

/** Files of sessions: put there with one raw body, got with ranges, and never able to run anything in our pages. */
public final class MediaRoutes {

    private static final long MOST_BYTES = 25L * 1024 * 1024;
    private static final int AT_A_TIME = 2;
    private static final int SUFFIX_BYTES = 4;
    private static final String POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
            + "media-src 'self'; frame-ancestors 'self'";
    private static final Map<String, String> EXTENSIONS = Map.ofEntries(
            Map.entry("audio/webm", "webm"),
            Map.entry("audio/ogg", "ogg"),
            Map.entry("audio/opus", "ogg"),
            Map.entry("audio/mpeg", "mp3"),
            Map.entry("audio/mp3", "mp3"),
            Map.entry("audio/aac", "aac"),
            // Not .aac: browsers of one maker play it under its own name only.
            Map.entry("audio/mp4", "m4a"),
            Map.entry("audio/wav", "wav"),
            Map.entry("audio/x-wav", "wav"),
            Map.entry("image/png", "png"),
            Map.entry("image/jpeg", "jpg"),
            Map.entry("image/gif", "gif"),
            Map.entry("image/webp", "webp"),
            Map.entry("image/svg+xml", "svg"),
            Map.entry("application/pdf", "pdf"),
            Map.entry("text/plain", "txt"));

    private final SessionDirectory sessions;
    private final SessionMedia media;
    private final InstantSource clock;
    private final RandomGenerator random;
    // A body is held in memory while it is stored, so few at a time.
    private final Semaphore uploads = new Semaphore(AT_A_TIME);

    public MediaRoutes(SessionDirectory sessions, SessionMedia media, InstantSource clock, RandomGenerator random) {
        this.sessions = sessions;
        this.media = media;
        this.clock = clock;
        this.random = random;
    }

    public List<Route> routes() {
        return List.of(
                Route.post("/api/sessions/{key}/upload", Access.WRITE, this::upload),
                Route.get("/api/sessions/{key}/media/{filename}", Access.READ, this::download));
    }

    record Uploaded(boolean ok, String url, String filename, String contentType, long size, String mediaRef) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record UploadFailed(boolean ok, String code, String error) {}

    private void upload(Exchange exchange) throws IOException, InterruptedException {
        uploads.acquire();
        try {
            SessionKey session = SessionRoutes.key(exchange.place("key"));
            byte[] body = exchange.body(MOST_BYTES);
            if (body.length == 0) throw new HttpProblem(400, "UPLOAD_EMPTY_BODY", "the body is empty");
            store(exchange, session, body);
        } catch (HttpProblem problem) {
            String code = problem.status() == 413 ? "UPLOAD_BODY_TOO_LARGE" : problem.code();
            String error = problem.status() == 413
                    ? "body exceeds maximum upload size (" + MOST_BYTES + " bytes)"
                    : problem.sentence();
            exchange.json(problem.status(), new UploadFailed(false, code, error));
        } catch (StorageException e) {
            exchange.json(500, new UploadFailed(false, "UPLOAD_SAVE_FAILED", e.sentence()));
        } finally {
            uploads.release();
        }
    }

    private void store(Exchange exchange, SessionKey session, byte[] body) throws IOException {
        sessions.ensure(session);
        Optional<String> declared = exchange.header("Content-Type");
        String name = freeName(session, name(exchange.header("X-Filename"), declared), body);
        MediaFile stored = media.put(session, name, body, declared.map(MediaRoutes::baseType));
        exchange.json(
                200,
                new Uploaded(
                        true,
                        "/api/sessions/" + encoded(session.value()) + "/media/" + encoded(stored.name()),
                        stored.name(),
                        declared.orElse(stored.contentType()),
                        stored.size(),
                        stored.reference()));
    }

    private String name(Optional<String> given, Optional<String> type) {
        String base = type.map(MediaRoutes::baseType).orElse(ContentTypes.UNKNOWN);
        if (given.isEmpty()) {
            String family = base.startsWith("audio/") ? "voice" : base.startsWith("image/") ? "image" : "file";
            return family + "-" + clock.instant().getEpochSecond() + "." + EXTENSIONS.getOrDefault(base, "bin");
        }
        String plain = given.get().replaceAll("[^A-Za-z0-9._-]", "").replaceFirst("^\\.+", "");
        return plain.isEmpty() ? "upload" : plain;
    }

    /** The name, with a random part when it is taken by another content. */
    private String freeName(SessionKey session, String name, byte[] body) throws IOException {
        String free = name;
        while (isTakenByOther(session, free, body)) {
            byte[] suffix = new byte[SUFFIX_BYTES];
            random.nextBytes(suffix);
            int dot = name.lastIndexOf('.');
            int end = dot > 0 ? dot : name.length();
            free = name.substring(0, end) + "-" + HexFormat.of().formatHex(suffix) + name.substring(end);
        }
        return free;
    }

    private boolean isTakenByOther(SessionKey session, String name, byte[] body) throws IOException {
        Optional<MediaFile> there = media.find(session, name);
        if (there.isEmpty()) return false;
        if (there.get().size() != body.length) return true;
        var content = new ByteArrayOutputStream(body.length);
        media.read(session, name, content);
        return !Arrays.equals(content.toByteArray(), body);
    }

    private void download(Exchange exchange) throws IOException {
        Optional<MediaFile> found = find(exchange);
        if (found.isEmpty()) {
            exchange.text(404, "media file not found");
            return;
        }
        MediaFile file = found.get();
        String tag = "\"" + Long.toHexString(file.size()) + "-"
                + Integer.toHexString(file.name().hashCode()) + "\"";
        exchange.set("Content-Security-Policy", POLICY)
                .set("Cache-Control", "private, no-cache")
                .set("Accept-Ranges", "bytes")
                .set("ETag", tag)
                .set("Content-Disposition", disposition(file));
        if (Conditional.matches(exchange.header("If-None-Match"), tag)) {
            exchange.empty(304);
            return;
        }
        send(exchange, file);
    }

    private Optional<MediaFile> find(Exchange exchange) {
        try {
            return media.find(SessionRoutes.key(exchange.place("key")), exchange.place("filename"));
        } catch (RequestException notAName) {
            return Optional.empty();
        }
    }

    private void send(Exchange exchange, MediaFile file) throws IOException {
        ByteRange.Wish wish = ByteRange.wish(exchange.header("Range"), file.size());
        switch (wish) {
            case ByteRange.Wish.Everything _ -> {
                try (OutputStream out = exchange.stream(200, file.contentType(), file.size())) {
                    media.read(file.session(), file.name(), out);
                }
            }
            case ByteRange.Wish.Part(var range) -> {
                exchange.set("Content-Range", "bytes " + range.first() + "-" + range.last() + "/" + file.size());
                try (OutputStream out = exchange.stream(206, file.contentType(), range.length())) {
                    media.read(file.session(), file.name(), range.of(out));
                }
            }
            case ByteRange.Wish.Impossible _ -> {
                exchange.set("Content-Range", "bytes */" + file.size());
                exchange.text(416, "there is no such part of the file");
            }
        }
    }

    private static String disposition(MediaFile file) {
        String ascii = file.name().replaceAll("[\"\\\\;\\r\\n]|[^ -~]", "_");
        String kind = isHarmless(file.contentType()) ? "inline" : "attachment";
        return kind + "; filename=\"" + ascii + "\"; filename*=UTF-8''" + encoded(file.name());
    }

    /** Whether a browser may show it in place: pictures, sound and plain text, nothing that can hold a script. */
    private static boolean isHarmless(String contentType) {
        String type = baseType(contentType);
        if (type.equals("image/svg+xml")) return false;
        return type.startsWith("image/")
                || type.startsWith("audio/")
                || type.startsWith("video/")
                || List.of("application/pdf", "text/plain", "text/csv", "text/markdown")
                        .contains(type);
    }

    private static String baseType(String contentType) {
        int parameters = contentType.indexOf(';');
        String base = parameters < 0 ? contentType : contentType.substring(0, parameters);
        return base.strip().toLowerCase(Locale.ROOT);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
