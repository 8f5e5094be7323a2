package moltis.config.section;

import static moltis.config.schema.Types.AT_LEAST_ONE_SECOND;
import static moltis.config.schema.Types.FLAG;
import static moltis.config.schema.Types.SECRET;
import static moltis.config.schema.Types.SECRET_MAP;
import static moltis.config.schema.Types.TEXT;
import static moltis.config.schema.Types.TEXTS;
import static moltis.config.schema.Types.known;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import moltis.config.schema.KeyReader;
import moltis.core.Secret;

/** {@code [mcp]}: servers of the Model Context Protocol. */
public record McpConfig(Duration requestTimeout, Map<String, McpServerConfig> servers) {

    static McpConfig read(KeyReader keys) {
        return new McpConfig(
                keys.hot()
                        .get(
                                "request_timeout_secs",
                                AT_LEAST_ONE_SECOND,
                                Duration.ofSeconds(30),
                                "Time limit of a call."),
                keys.tables("servers", McpServerConfig::read));
    }

    /** {@code [mcp.servers.<id>]}. */
    public record McpServerConfig(
            String command,
            List<String> args,
            Map<String, Secret> env,
            boolean enabled,
            Optional<Duration> requestTimeout,
            String transport,
            Optional<String> url,
            Map<String, Secret> headers,
            Optional<McpOauthConfig> oauth,
            Optional<String> displayName) {

        static McpServerConfig read(KeyReader keys) {
            return new McpServerConfig(
                    keys.get("command", TEXT, "", "Program to start."),
                    keys.get("args", TEXTS, List.of(), "Its arguments."),
                    keys.get("env", SECRET_MAP, Map.of(), "Its environment."),
                    keys.get("enabled", FLAG, true, "Use this server."),
                    keys.optional("request_timeout_secs", AT_LEAST_ONE_SECOND, "Time limit of a call to this server."),
                    keys.get(
                            "transport",
                            known("stdio", "sse", "streamable-http", "streamable_http", "http"),
                            "",
                            "How it is reached; empty means as a program."),
                    keys.optional("url", TEXT, "Address of a remote server."),
                    keys.get("headers", SECRET_MAP, Map.of(), "HTTP headers for a remote server."),
                    keys.optionalTable("oauth", McpOauthConfig::read),
                    keys.optional("display_name", TEXT, "Name in lists."));
        }
    }

    /** {@code oauth}: how to sign in at a remote server. */
    public record McpOauthConfig(
            String clientId, Optional<Secret> clientSecret, String authUrl, String tokenUrl, List<String> scopes) {

        static McpOauthConfig read(KeyReader keys) {
            return new McpOauthConfig(
                    keys.required("client_id", TEXT, "", "Id of this client."),
                    keys.optional("client_secret", SECRET, "Secret of this client."),
                    keys.required("auth_url", TEXT, "", "Where a person agrees."),
                    keys.required("token_url", TEXT, "", "Where tokens come from."),
                    keys.get("scopes", TEXTS, List.of(), "What is asked for."));
        }
    }
}
