package moltis.gateway.methods;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import moltis.core.RequestException;
import moltis.gateway.rpc.RpcMethod;
import moltis.oauth.LoopbackRedirect;
import moltis.oauth.SignInStart;
import moltis.oauth.SignInStatus;
import moltis.oauth.SignIns;
import org.jspecify.annotations.Nullable;

/** Signing in to providers with a browser or a device code. No answer ever holds a token, a code or a state. */
public final class SignInMethods {

    private final SignIns signIns;

    public SignInMethods(SignIns signIns) {
        this.signIns = signIns;
    }

    public List<RpcMethod<?, ?>> methods() {
        return List.of(
                RpcMethod.write("providers.oauth.start", Start.class, Started.class, (params, _) -> start(params)),
                RpcMethod.read("providers.oauth.status", OfProvider.class, Status.class, (params, _) -> status(params)),
                RpcMethod.write(
                        "providers.oauth.complete", Complete.class, Completed.class, (params, _) -> complete(params)),
                RpcMethod.write(
                        "providers.oauth.cancel", OfProvider.class, Cancelled.class, (params, _) -> cancel(params)),
                RpcMethod.write(
                        "providers.oauth.disconnect",
                        OfProvider.class,
                        Disconnected.class,
                        (params, _) -> disconnect(params)));
    }

    /** @param force begins anew although there is a sign-in */
    public record Start(
            @Nullable String provider,
            @Nullable String redirectUri,
            @Nullable Boolean force) {}

    /**
     * What to do now: open {@code authUrl}, or type {@code userCode} at {@code verificationUri}, or nothing.
     *
     * @param problem why a callback can't arrive by itself; pasting its address still works
     * @param expiresAt when this offer ends, in milliseconds
     * @param interval how often the provider is asked, in seconds
     */
    public record Started(
            @Nullable String authUrl,
            @Nullable Boolean deviceFlow,
            @Nullable String userCode,
            @Nullable String verificationUri,
            @Nullable String verificationUriComplete,
            @Nullable Boolean alreadyAuthenticated,
            @Nullable String problem,
            @Nullable Long expiresAt,
            @Nullable Long interval) {}

    public record OfProvider(@Nullable String provider) {}

    /**
     * @param waiting whether a sign-in has begun and waits for the person
     * @param source where the sign-in comes from, for people
     * @param expiresAt when the present token ends, in milliseconds; it is renewed by itself
     * @param error why the last sign-in or renewal failed
     * @param state {@code none}, {@code pending}, {@code connected}, {@code expired} (the provider refused to renew it)
     *     or {@code error} (the last attempt failed)
     * @param since when the person signed in, in milliseconds
     */
    public record Status(
            String provider,
            boolean authenticated,
            boolean waiting,
            @Nullable String source,
            @Nullable Long expiresAt,
            @Nullable String error,
            String state,
            @Nullable Long since,
            @Nullable Pending pending) {}

    /**
     * A sign-in that waits for the person, so that a page that was opened anew can go on with it.
     *
     * @param kind {@code device} or {@code browser}
     * @param expiresAt in milliseconds
     */
    public record Pending(
            String kind,
            @Nullable String userCode,
            @Nullable String verificationUri,
            @Nullable String verificationUriComplete,
            @Nullable Long expiresAt) {

        static Pending of(Optional<SignInStart.Device> device) {
            if (device.isEmpty()) return new Pending("browser", null, null, null, null);
            SignInStart.Device shown = device.get();
            return new Pending(
                    "device",
                    shown.userCode(),
                    shown.verificationUri().toString(),
                    shown.verificationUriComplete().map(URI::toString).orElse(null),
                    millis(shown.expiresAt()));
        }
    }

    /** Either the pasted text or the two halves of it; the halves win. */
    public record Complete(
            @Nullable String callback,
            @Nullable String code,
            @Nullable String state,
            @Nullable String provider) {

        // Never printed: a record would show the code.
        @Override
        public String toString() {
            return "Complete[" + provider + "]";
        }
    }

    public record Completed(boolean ok, String provider) {}

    public record Cancelled(boolean ok, boolean cancelled) {}

    public record Disconnected(boolean ok, boolean disconnected) {}

    private Started start(Start params) throws InterruptedException {
        Optional<URI> redirect = Optional.ofNullable(params.redirectUri()).flatMap(LoopbackRedirect::parse);
        boolean force = Boolean.TRUE.equals(params.force());
        return switch (signIns.start(Required.text("provider", params.provider()), redirect, force, null)) {
            case SignInStart.AlreadySignedIn _ -> new Started(null, null, null, null, null, true, null, null, null);
            case SignInStart.Browser(var authUrl, var problem, var expiresAt) ->
                new Started(
                        authUrl.toString(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        problem.orElse(null),
                        millis(expiresAt),
                        null);
            case SignInStart.Device(var userCode, var uri, var complete, var interval, var expiresAt) ->
                new Started(
                        null,
                        true,
                        userCode,
                        uri.toString(),
                        complete.map(URI::toString).orElse(null),
                        null,
                        null,
                        millis(expiresAt),
                        interval.toSeconds());
        };
    }

    private Status status(OfProvider params) {
        String provider = Required.text("provider", params.provider());
        SignInStatus status = signIns.status(provider);
        return new Status(
                provider,
                status.connected(),
                status.waiting(),
                status.source().orElse(null),
                status.expiresAt().map(SignInMethods::millis).orElse(null),
                status.problem().orElse(null),
                state(status),
                status.since().map(SignInMethods::millis).orElse(null),
                status.waiting() ? Pending.of(status.device()) : null);
    }

    private static String state(SignInStatus status) {
        if (status.waiting()) return "pending";
        if (status.connected()) return "connected";
        if (status.source().isPresent()) return "expired";
        return status.problem().isPresent() ? "error" : "none";
    }

    private Completed complete(Complete params) throws InterruptedException {
        Optional<String> provider = Optional.ofNullable(params.provider()).filter(name -> !name.isBlank());
        if (params.code() == null && params.callback() == null) throw RequestException.missing("code");
        String completed = params.code() != null
                ? signIns.complete(params.code(), Required.text("state", params.state()), provider, null)
                : signIns.completePasted(Required.text("callback", params.callback()), provider, null);
        return new Completed(true, completed);
    }

    private Cancelled cancel(OfProvider params) {
        return new Cancelled(true, signIns.cancel(Required.text("provider", params.provider())));
    }

    private Disconnected disconnect(OfProvider params) throws InterruptedException {
        return new Disconnected(true, signIns.disconnect(Required.text("provider", params.provider())));
    }

    private static long millis(Instant instant) {
        return instant.toEpochMilli();
    }
}
