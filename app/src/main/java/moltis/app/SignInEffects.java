package moltis.app;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import moltis.core.ErrorCode;
import moltis.core.RequestException;
import moltis.core.Secret;
import moltis.core.event.EventBus;
import moltis.core.event.ServerEvent;
import moltis.core.json.Json;
import moltis.oauth.SignInListener;
import moltis.providers.KeyInput;
import moltis.providers.ProviderSetup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What follows from a sign-in: the provider is switched on, and every open page looks again. */
final class SignInEffects implements SignInListener {

    private static final Logger LOG = LoggerFactory.getLogger(SignInEffects.class);

    private final Supplier<ProviderSetup> providers;
    private final EventBus events;

    /** @param providers asked when somebody has signed in, not before */
    SignInEffects(Supplier<ProviderSetup> providers, EventBus events) {
        this.providers = providers;
        this.events = events;
    }

    @Override
    public void signedIn(String provider) {
        providers.get().signedIn(provider);
        tell(provider, "signed-in", Optional.empty());
    }

    @Override
    public void keyObtained(String provider, Secret key) {
        try {
            providers.get().saveKey(new KeyInput(provider, Optional.of(key), null, List.of(), Optional.empty()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RequestException(
                    ErrorCode.CANCELLED, "The key was not saved: the server is stopping.", "Start the sign-in again.");
        }
        tell(provider, "signed-in", Optional.empty());
    }

    @Override
    public void needsSignIn(String provider, String reason) {
        LOG.atWarn()
                .addKeyValue("provider", provider)
                .addKeyValue("reason", reason)
                .log("the sign-in has ended; sign in again in Settings or with moltis auth login");
        tell(provider, "needs-sign-in", Optional.of(reason));
    }

    @Override
    public void disconnected(String provider) {
        providers.get().signedOut(provider);
        tell(provider, "disconnected", Optional.empty());
    }

    private void tell(String provider, String what, Optional<String> reason) {
        var payload = Json.object().put("provider", provider).put("signIn", what);
        reason.ifPresent(text -> payload.put("error", text)
                .set(
                        "action",
                        Json.object()
                                .put("method", "providers.oauth.start")
                                .set(
                                        "params",
                                        Json.object().put("provider", provider).put("force", true))));
        events.publish(new ServerEvent.Named("providers.updated", payload, false));
        events.publish(new ServerEvent.Named(
                "models.updated",
                Json.object().put("reason", "provider-changed").put("provider", provider),
                false));
    }
}
