package moltis.oauth;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import moltis.core.ConfigException;
import moltis.core.Secret;
import moltis.core.json.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The sign-ins that can be used: the built-in ones, replaced as a whole by an entry of {@code oauth_providers.json}, then
 * single fields by {@code MOLTIS_OAUTH_<NAME>_…} variables. The file may add providers of its own. Entries and variables
 * for Anthropic are ignored with a warning: it is connected with an API key only. Safe for use by many threads.
 */
public final class OAuthConfigs {

    private static final Logger log = LoggerFactory.getLogger(OAuthConfigs.class);
    private static final String NEVER = "anthropic";

    private final Path file;
    private final Map<String, String> environment;

    /** @param file {@code oauth_providers.json}; need not exist */
    public OAuthConfigs(Path file, Map<String, String> environment) {
        this.file = file;
        this.environment = Map.copyOf(environment);
    }

    /** How to sign in to a provider; empty when it has no sign-in. */
    public Optional<OAuthConfig> find(String provider) {
        if (provider.equals(NEVER)) {
            if (environment.keySet().stream().anyMatch(name -> name.startsWith("MOLTIS_OAUTH_ANTHROPIC_")))
                log.warn("MOLTIS_OAUTH_ANTHROPIC_* is ignored: Anthropic is connected with an API key only");
            return Optional.empty();
        }
        return Optional.ofNullable(all().get(provider)).map(config -> withEnvironment(provider, config));
    }

    /** The providers that have a sign-in, sorted. */
    public Set<String> names() {
        return new TreeMap<>(all()).keySet();
    }

    private Map<String, OAuthConfig> all() {
        Map<String, OAuthConfig> known = new TreeMap<>(BuiltInOAuth.CONFIGS);
        for (Map.Entry<String, JsonNode> entry : readFile().properties()) {
            if (entry.getKey().equals(NEVER)) {
                log.warn(
                        "the entry 'anthropic' of oauth_providers.json is ignored: Anthropic is connected with an API key only");
                continue;
            }
            try {
                known.put(entry.getKey(), parse(entry.getValue()));
            } catch (ConfigException e) {
                log.atWarn()
                        .addKeyValue("provider", entry.getKey())
                        .addKeyValue("reason", e.sentence())
                        .log("an entry of oauth_providers.json is ignored");
            }
        }
        return known;
    }

    private JsonNode readFile() {
        try {
            JsonNode root = Json.parse(Files.readString(file));
            if (root.isObject()) return root;
            log.warn("oauth_providers.json is ignored: it is not a JSON object");
        } catch (NoSuchFileException absent) {
            // Nobody has to have one.
        } catch (IOException | JacksonException e) {
            log.atWarn()
                    .addKeyValue("reason", e.getClass().getSimpleName())
                    .log("oauth_providers.json is ignored: it can't be read");
        }
        return Json.object();
    }

    private static OAuthConfig parse(JsonNode entry) {
        List<String> scopes = new ArrayList<>();
        entry.path("scopes").forEach(scope -> scopes.add(scope.asString("")));
        List<OAuthConfig.Parameter> extra = new ArrayList<>();
        entry.path("extra_auth_params")
                .forEach(pair -> extra.add(new OAuthConfig.Parameter(
                        pair.path(0).asString(""), pair.path(1).asString(""))));
        return new OAuthConfig(
                text(entry, "client_id").orElse(""),
                Secret.ofNullable(text(entry, "client_secret").orElse("")),
                address(entry, "auth_url").orElseThrow(() -> missing("auth_url")),
                address(entry, "token_url").orElseThrow(() -> missing("token_url")),
                address(entry, "redirect_uri"),
                text(entry, "resource"),
                scopes,
                extra,
                entry.path("device_flow").asBoolean(false),
                address(entry, "api_key_endpoint"),
                address(entry, "revocation_url"));
    }

    private OAuthConfig withEnvironment(String provider, OAuthConfig config) {
        String prefix = "MOLTIS_OAUTH_" + provider.toUpperCase(Locale.ROOT).replace('-', '_') + "_";
        return new OAuthConfig(
                variable(prefix + "CLIENT_ID").orElse(config.clientId()),
                config.clientSecret(),
                variable(prefix + "AUTH_URL").map(OAuthConfigs::address).orElse(config.authUrl()),
                variable(prefix + "TOKEN_URL").map(OAuthConfigs::address).orElse(config.tokenUrl()),
                variable(prefix + "REDIRECT_URI").map(OAuthConfigs::address).or(config::redirectUri),
                config.resource(),
                config.scopes(),
                config.extraAuthParams(),
                config.deviceFlow(),
                config.apiKeyEndpoint(),
                config.revocationUrl());
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    private static Optional<String> text(JsonNode entry, String field) {
        return Optional.of(entry.path(field).asString("")).filter(value -> !value.isBlank());
    }

    private static Optional<URI> address(JsonNode entry, String field) {
        return text(entry, field).map(OAuthConfigs::address);
    }

    private static URI address(String text) {
        try {
            return URI.create(text.strip());
        } catch (IllegalArgumentException e) {
            throw new ConfigException("Not an address: " + text, "Give it as https://…", e);
        }
    }

    private static ConfigException missing(String field) {
        return new ConfigException("An OAuth client needs the field " + field + ".", "Add it to oauth_providers.json.");
    }
}
