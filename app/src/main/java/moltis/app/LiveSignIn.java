package moltis.app;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import moltis.core.Secret;
import moltis.oauth.Credential;
import moltis.oauth.SignInStatus;
import moltis.oauth.SignIns;
import moltis.providers.CredentialSource;
import moltis.providers.SignInToken;

/** One provider's sign-in, as the models behind it ask for it. */
final class LiveSignIn implements CredentialSource {

    private final SignIns signIns;
    private final String provider;
    private final Supplier<Map<String, String>> headers;

    private LiveSignIn(SignIns signIns, String provider, Supplier<Map<String, String>> headers) {
        this.signIns = signIns;
        this.provider = provider;
        this.headers = headers;
    }

    /** The sign-ins that models stand behind, by provider. */
    static Map<String, CredentialSource> all(SignIns signIns) {
        return Map.of(
                "openai-codex", new LiveSignIn(signIns, "openai-codex", Map::of),
                "github-copilot", new LiveSignIn(signIns, "github-copilot", Map::of),
                "kimi-code", new LiveSignIn(signIns, "kimi-code", signIns::kimiHeaders));
    }

    @Override
    public boolean connected() {
        return signIns.status(provider).connected();
    }

    @Override
    public SignInToken current() throws InterruptedException {
        return token(signIns.credential(provider));
    }

    @Override
    public SignInToken renewed(Secret rejected) throws InterruptedException {
        return token(signIns.renewed(provider, rejected));
    }

    @Override
    public String source() {
        return signIns.status(provider).source().orElse("nobody is signed in");
    }

    @Override
    public Optional<Instant> since() {
        return signIns.status(provider).since();
    }

    @Override
    public Optional<String> problem() {
        SignInStatus status = signIns.status(provider);
        boolean dead = status.source().isPresent() && !status.connected();
        return dead ? status.problem() : Optional.empty();
    }

    @Override
    public void forget() throws InterruptedException {
        signIns.disconnect(provider);
    }

    private SignInToken token(Credential credential) {
        return new SignInToken(credential.token(), credential.account(), credential.endpoint(), headers.get());
    }
}
