package moltis.providers.wire;

import java.util.Map;
import java.util.Optional;
import moltis.core.Secret;
import okhttp3.Request;

/**
 * Where one request goes, and what it shows at the door.
 *
 * @param signedIn whether the token comes from a sign-in, which mends otherwise than a key
 * @param headers sent with the request, on top of the protocol's own
 */
public record Access(String baseUrl, Optional<Secret> token, boolean signedIn, Map<String, String> headers) {

    public Access {
        int end = baseUrl.length();
        while (end > 0 && baseUrl.charAt(end - 1) == '/') end--;
        baseUrl = baseUrl.substring(0, end);
        headers = Map.copyOf(headers);
    }

    /** A request to {@code path} below the base. */
    public Request.Builder to(String path) {
        Request.Builder head = new Request.Builder().url(baseUrl + path);
        headers.forEach(head::header);
        return head;
    }

    /** A request to {@code path} that carries the token as most vendors want it. */
    public Request.Builder bearing(String path) {
        Request.Builder head = to(path);
        token.ifPresent(key -> head.header("Authorization", "Bearer " + key.reveal()));
        return head;
    }
}
