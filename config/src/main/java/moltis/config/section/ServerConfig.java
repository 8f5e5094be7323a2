package moltis.config.section;

import static moltis.config.schema.Types.FLAG;
import static moltis.config.schema.Types.MILLIS;
import static moltis.config.schema.Types.TEXT;
import static moltis.config.schema.Types.TEXTS;
import static moltis.config.schema.Types.U16;
import static moltis.config.schema.Types.U32;
import static moltis.config.schema.Types.U64;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import moltis.config.schema.KeyReader;

/** {@code [server]}: where the gateway listens and how it talks. */
public record ServerConfig(
        String bind,
        int port,
        boolean httpRequestLogs,
        boolean wsRequestLogs,
        long logBufferSize,
        Optional<String> updateReleasesUrl,
        int dbPoolMaxConnections,
        Duration rpcTimeout,
        Optional<String> shikiCdnUrl,
        boolean terminalEnabled,
        Optional<String> externalUrl,
        List<String> trustedProxies) {

    static ServerConfig read(KeyReader keys) {
        return new ServerConfig(
                keys.get("bind", TEXT, "127.0.0.1", "Address to listen on: an IP address or a name."),
                keys.get("port", U16, 0, "Port to listen on; 0 picks a free one at the first start and keeps it."),
                keys.get("http_request_logs", FLAG, false, "Log each HTTP request."),
                keys.get("ws_request_logs", FLAG, false, "Log each frame of the WebSocket protocol."),
                keys.get("log_buffer_size", U64, 1000L, "How many log entries stay in memory for the log page."),
                keys.optional(
                        "update_releases_url",
                        TEXT,
                        "Where the list of releases is read; without it the official one."),
                keys.get("db_pool_max_connections", U32.from(1), 5, "Most connections to the main database at a time."),
                keys.get(
                        "rpc_timeout_ms",
                        MILLIS,
                        Duration.ofMillis(5000),
                        "How long the browser waits for an answer to a call."),
                keys.optional(
                        "shiki_cdn_url",
                        TEXT,
                        "Kept from earlier versions; the syntax highlighter is part of the program."),
                keys.get("terminal_enabled", FLAG, true, "Offer a terminal of this machine in the browser."),
                keys.optional("external_url", TEXT, "The address under which a reverse proxy shows this server."),
                keys.get(
                        "trusted_proxies",
                        TEXTS,
                        List.of(),
                        "With MOLTIS_BEHIND_PROXY: networks of the proxies, such as 10.0.0.0/8, or how many stand"
                                + " before this server; without it one."));
    }
}
