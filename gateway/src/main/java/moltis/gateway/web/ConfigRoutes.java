package moltis.gateway.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import moltis.config.ConfigService;
import moltis.config.schema.ConfigIssue;
import moltis.core.ConfigException;
import moltis.gateway.access.Access;
import moltis.gateway.http.Exchange;
import moltis.gateway.http.HttpProblem;
import moltis.gateway.http.Route;
import moltis.gateway.methods.ConfigEditing;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The configuration file as text, for the editor of the web UI. It holds secrets, so it is for administrators. */
public final class ConfigRoutes {

    private static final String INVALID = "CONFIG_INVALID_TOML";

    private final ConfigEditing editing;
    private final ConfigService config;

    public ConfigRoutes(ConfigEditing editing) {
        this.editing = editing;
        this.config = editing.config();
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/api/config", Access.ADMIN, this::show),
                Route.post("/api/config", Access.ADMIN, this::save),
                Route.post("/api/config/validate", Access.ADMIN, this::validate),
                Route.get("/api/config/template", Access.ADMIN, this::template),
                Route.get("/api/config/provenance", Access.ADMIN, this::provenance));
    }

    record Shown(String toml, boolean valid, String path, String version) {}

    record Saved(
            boolean ok,
            String path,
            @JsonProperty("restart_required") boolean restartRequired,
            String version) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Checked(
            boolean valid,
            @Nullable List<String> warnings,
            @Nullable String code,
            @Nullable String error) {}

    record Template(String toml) {}

    record Provenance(
            List<Preset> presets,
            @JsonProperty("shadowed_keys") List<String> shadowedKeys) {}

    record Preset(String id, String source) {}

    private void show(Exchange exchange) throws IOException {
        ConfigService.Raw raw = config.raw();
        boolean valid = config.check(raw.text()).stream().noneMatch(ConfigIssue::isFatal);
        exchange.json(
                200, new Shown(raw.text(), valid, raw.path(), raw.version().value()));
    }

    private void save(Exchange exchange) throws IOException {
        JsonNode body = exchange.json();
        String toml = toml(body);
        JsonNode version = body.path("version");
        try {
            ConfigService.Saved saved =
                    editing.apply(toml, version.isString() ? Optional.of(version.stringValue()) : Optional.empty());
            exchange.json(
                    200,
                    new Saved(
                            true,
                            config.raw().path(),
                            !saved.restart().isEmpty(),
                            saved.version().value()));
        } catch (ConfigException e) {
            exchange.json(400, new Checked(false, null, INVALID, e.sentence()));
        }
    }

    private void validate(Exchange exchange) throws IOException {
        List<ConfigIssue> issues = config.check(toml(exchange.json()));
        Optional<ConfigIssue> fatal =
                issues.stream().filter(ConfigIssue::isFatal).findFirst();
        exchange.json(
                200,
                fatal.map(issue -> new Checked(false, null, INVALID, issue.toString()))
                        .orElseGet(() -> new Checked(
                                true, issues.stream().map(ConfigIssue::toString).toList(), null, null)));
    }

    private void template(Exchange exchange) throws IOException {
        exchange.json(200, new Template(config.template()));
    }

    private void provenance(Exchange exchange) throws IOException {
        exchange.json(
                200,
                new Provenance(
                        config.presetSources().entrySet().stream()
                                .map(preset -> new Preset(preset.getKey(), preset.getValue()))
                                .toList(),
                        ConfigEditing.names(config.shadowed())));
    }

    private static String toml(JsonNode body) {
        JsonNode toml = body.path("toml");
        if (!toml.isString()) throw new HttpProblem(400, "CONFIG_TOML_REQUIRED", "the body needs 'toml'");
        return toml.stringValue();
    }
}
