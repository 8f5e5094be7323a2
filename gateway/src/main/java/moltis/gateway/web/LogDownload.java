package moltis.gateway.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import moltis.gateway.access.Access;
import moltis.gateway.http.Exchange;
import moltis.gateway.http.HttpProblem;
import moltis.gateway.http.Route;
import moltis.gateway.log.LogArchive;

/** The log file as a download. */
public final class LogDownload {

    private static final int PIECE = 64 * 1024;

    private final LogArchive archive;

    public LogDownload(LogArchive archive) {
        this.archive = archive;
    }

    public Route route() {
        return Route.get("/api/logs/download", Access.ADMIN, this::send);
    }

    private void send(Exchange exchange) throws IOException {
        Optional<Path> file = archive.file();
        if (file.isEmpty()) throw new HttpProblem(404, "NOT_FOUND", "nothing has been written to the log file yet");
        exchange.set("Content-Disposition", "attachment; filename=\"moltis-logs.jsonl\"");
        // As much as there is now: a log that grows while it is sent must not make the download endless.
        long left = Files.size(file.get());
        try (InputStream in = Files.newInputStream(file.get());
                OutputStream out = exchange.stream(200, "application/x-ndjson", left)) {
            byte[] piece = new byte[PIECE];
            while (left > 0) {
                int read = in.read(piece, 0, (int) Math.min(PIECE, left));
                if (read < 0) throw new IOException("the log file became shorter");
                out.write(piece, 0, read);
                left -= read;
            }
        }
    }
}
