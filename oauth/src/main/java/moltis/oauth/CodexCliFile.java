package moltis.oauth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import moltis.core.Secret;
import moltis.core.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The sign-in that the Codex command line keeps for itself. It is read, never written. */
public final class CodexCliFile {

    private final Optional<Path> file;

    /** Looks in {@code CODEX_HOME}, else in {@code .codex} of the home folder. */
    public CodexCliFile(Map<String, String> environment) {
        this.file = Optional.ofNullable(environment.get("CODEX_HOME"))
                .filter(home -> !home.isBlank())
                .map(Path::of)
                .or(() -> Optional.ofNullable(environment.get("HOME")).map(home -> Path.of(home, ".codex")))
                .map(folder -> folder.resolve("auth.json"));
    }

    /** Its tokens; empty when there is no file or it holds no sign-in. */
    public Optional<TokenSet> read() {
        return file.filter(Files::isRegularFile).flatMap(CodexCliFile::parse);
    }

    /** Where it is, for people. */
    public String description() {
        return file.map(path -> "the Codex command line (" + path + ")").orElse("the Codex command line");
    }

    private static Optional<TokenSet> parse(Path path) {
        try {
            JsonNode tokens = Json.parse(Files.readString(path)).path("tokens");
            Optional<Secret> id = Secret.ofNullable(tokens.path("id_token").asString(""));
            return Secret.ofNullable(tokens.path("access_token").asString(""))
                    .map(access -> new TokenSet(
                            access,
                            Secret.ofNullable(tokens.path("refresh_token").asString("")),
                            id,
                            Optional.of(tokens.path("account_id").asString(""))
                                    .filter(account -> !account.isBlank())
                                    .or(() -> id.flatMap(
                                            token -> JwtClaims.of(token).chatGptAccount()))
                                    .or(() -> JwtClaims.of(access).chatGptAccount()),
                            Optional.empty(),
                            Optional.empty()));
        } catch (IOException | JacksonException unreadable) {
            return Optional.empty();
        }
    }
}
