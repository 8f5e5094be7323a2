package moltis.providers.local;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import moltis.core.ErrorCode;
import moltis.core.ProviderException;
import moltis.core.Secret;
import moltis.core.json.Json;
import moltis.net.BoundedBody;
import moltis.net.ExpectedFile;
import moltis.net.HttpClients;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Hugging Face, or a server with the same API. Is asked only when a person searches or fetches a model. Blocks;
 * interrupt to stop. Safe for use by many threads.
 */
public final class ModelHub {

    public static final URI HUGGING_FACE = URI.create("https://huggingface.co");

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MOST_BYTES = 16 << 20;
    private static final int MOST_RESULTS = 100;

    private final HttpUrl base;
    private final Optional<Secret> token;
    private final HttpClients http;

    /** @param token opens repositories whose owner asks readers to accept something first */
    public ModelHub(URI base, Optional<Secret> token, HttpClients http) {
        this.base = Objects.requireNonNull(HttpUrl.parse(base.toString()), "not a web address");
        this.token = token;
        this.http = http;
    }

    /** @param files the model files in it, in the server's order */
    public record Repository(
            String id, long downloads, long likes, @Nullable String createdAt, List<String> tags, List<String> files) {}

    /**
     * The repositories for {@code words}, the most fetched first.
     *
     * @param author only those of this one
     * @throws ProviderException {@code UNREACHABLE} if the server does not answer as it should
     */
    public List<Repository> search(String words, Optional<String> author, int limit) throws InterruptedException {
        HttpUrl.Builder url = base.newBuilder()
                .addPathSegments("api/models")
                .addQueryParameter("search", words)
                .addQueryParameter("sort", "downloads")
                .addQueryParameter("direction", "-1")
                .addQueryParameter("full", "true")
                .addQueryParameter("limit", String.valueOf(Math.clamp(limit, 1, MOST_RESULTS)));
        author.ifPresent(name -> url.addQueryParameter("author", name));
        try {
            List<Repository> found = new ArrayList<>();
            for (JsonNode entry : ask(url.build())) found.add(repository(entry));
            return found;
        } catch (IOException e) {
            throw new ProviderException(
                    ErrorCode.UNREACHABLE,
                    "local-llm",
                    base.host() + " can't be searched: " + e.getMessage() + ".",
                    "Check the network, or name a mirror with HF_ENDPOINT.",
                    0,
                    null,
                    e);
        }
    }

    /** Where the file is. */
    URI source(HubFile file) {
        return base.newBuilder()
                .addPathSegments(file.repository())
                .addPathSegments("resolve/main")
                .addPathSegments(file.path())
                .build()
                .uri();
    }

    /** What the server says of the file; nothing if it does not say. */
    ExpectedFile expected(HubFile file) throws InterruptedException {
        int folder = file.path().lastIndexOf('/');
        HttpUrl.Builder url = base.newBuilder()
                .addPathSegments("api/models")
                .addPathSegments(file.repository())
                .addPathSegments("tree/main");
        if (folder > 0) url.addPathSegments(file.path().substring(0, folder));
        try {
            for (JsonNode entry : ask(url.build())) {
                if (!entry.path("path").asString("").equals(file.path())) continue;
                long size = entry.path("size").asLong(-1);
                return new ExpectedFile(
                        size < 0 ? OptionalLong.empty() : OptionalLong.of(size),
                        entry.path("lfs").path("oid").asStringOpt());
            }
        } catch (IOException _) {
            // A plain mirror has files and no API; the file itself will say whether it is there.
            return ExpectedFile.ANY;
        }
        return ExpectedFile.ANY;
    }

    /** Adds the token to a request that goes to this server, and to no other. */
    public Request signed(Request request) {
        boolean here = request.url().host().equals(base.host()) && request.url().port() == base.port();
        if (token.isEmpty() || !here) return request;
        return request.newBuilder()
                .header("Authorization", "Bearer " + token.get().reveal())
                .build();
    }

    private JsonNode ask(HttpUrl url) throws IOException, InterruptedException {
        Request request = signed(new Request.Builder().url(url).build());
        try (Response response = http.client(PATIENCE).newCall(request).execute()) {
            if (!response.isSuccessful()) throw new IOException("HTTP " + response.code());
            return Json.parse(new String(BoundedBody.read(response.body(), MOST_BYTES), StandardCharsets.UTF_8));
        } catch (JacksonException e) {
            throw new IOException("the answer isn't JSON", e);
        } catch (IOException e) {
            if (Thread.interrupted()) throw new InterruptedException();
            throw e;
        }
    }

    private static Repository repository(JsonNode entry) {
        List<String> tags = new ArrayList<>();
        entry.path("tags").forEach(tag -> tags.add(tag.asString("")));
        List<String> files = new ArrayList<>();
        for (JsonNode sibling : entry.path("siblings")) {
            String name = sibling.path("rfilename").asString("");
            if (name.endsWith(GgufModels.SUFFIX)) files.add(name);
        }
        return new Repository(
                entry.path("id").asString(""),
                entry.path("downloads").asLong(0),
                entry.path("likes").asLong(0),
                entry.path("createdAt").asStringOpt().orElse(null),
                tags,
                files);
    }
}
