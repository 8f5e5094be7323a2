package moltis.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.util.HashSet;
import java.util.Set;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Follows redirects one by one, each as suspicious as the first address: at most three, never in a circle, and without
 * the credentials when they lead to another site.
 */
final class GuardedHops implements Interceptor {

    private static final int MOST = 3;

    private final AddressGuard guard;
    private final NameResolver names;
    private final boolean proxied;

    /** @param proxied whether somebody else resolves names, so that they are resolved here first to have a look */
    GuardedHops(AddressGuard guard, NameResolver names, boolean proxied) {
        this.guard = guard;
        this.names = names;
        this.proxied = proxied;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        Set<String> seen = new HashSet<>();
        for (int hops = 0; ; hops++) {
            check(request.url());
            seen.add(request.method() + " " + request.url());
            Response response = chain.proceed(request);
            Request next = next(request, response);
            if (next == null) return response;
            response.close();
            if (hops == MOST) throw new ProtocolException("more than " + MOST + " redirects");
            if (seen.contains(next.method() + " " + next.url())) throw new ProtocolException("a redirect in a circle");
            request = next;
        }
    }

    private void check(HttpUrl url) throws IOException {
        String host = url.host();
        if (AddressGuard.isLiteral(host)) guard.check(host, InetAddress.getByName(host));
        else if (proxied) guard.over(names).resolve(host);
    }

    private static @Nullable Request next(Request request, Response response) throws IOException {
        switch (response.code()) {
            case 301, 302, 303, 307, 308 -> {}
            default -> {
                return null;
            }
        }
        String location = response.header("Location");
        if (location == null) return null;
        HttpUrl url = request.url().resolve(location);
        if (url == null) {
            response.close();
            throw new ProtocolException("a redirect to something that is neither http nor https");
        }
        Request.Builder next = request.newBuilder().url(url);
        boolean sameRequest = response.code() >= 307 || request.method().equals("HEAD");
        if (!sameRequest && !request.method().equals("GET"))
            next.method("GET", (RequestBody) null).removeHeader("Content-Type");
        if (!sameSite(request.url(), url))
            next.removeHeader("Authorization").removeHeader("Cookie").removeHeader("Proxy-Authorization");
        return next.build();
    }

    private static boolean sameSite(HttpUrl one, HttpUrl other) {
        return one.scheme().equals(other.scheme()) && one.host().equals(other.host()) && one.port() == other.port();
    }
}
