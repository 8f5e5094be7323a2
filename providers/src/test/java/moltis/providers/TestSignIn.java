package moltis.providers;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import moltis.core.Secret;
import org.jspecify.annotations.Nullable;

/** A sign-in whose tokens the test hands out, the next one each time it is renewed. */
public final class TestSignIn implements CredentialSource {

    private final Deque<SignInToken> tokens;
    private final List<String> rejected = new ArrayList<>();
    private boolean connected = true;
    private @Nullable String problem;

    public TestSignIn(SignInToken... inOrder) {
        tokens = new ArrayDeque<>(List.of(inOrder));
    }

    public static SignInToken token(String token, String endpoint) {
        return new SignInToken(
                Secret.of(token),
                Optional.of("account-1"),
                Optional.of(URI.create(endpoint)),
                Map.of("X-Device", "d1"));
    }

    /** The tokens that were renewed, in order. */
    public List<String> rejected() {
        return List.copyOf(rejected);
    }

    @Override
    public boolean connected() {
        return connected;
    }

    @Override
    public SignInToken current() {
        return tokens.getFirst();
    }

    @Override
    public SignInToken renewed(Secret refused) {
        rejected.add(refused.reveal());
        if (tokens.size() > 1) tokens.removeFirst();
        return tokens.getFirst();
    }

    @Override
    public String source() {
        return "file:oauth_tokens.json";
    }

    @Override
    public Optional<Instant> since() {
        return connected ? Optional.of(Instant.EPOCH) : Optional.empty();
    }

    @Override
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /** The provider refused to renew it. */
    public void dies(String why) {
        connected = false;
        problem = why;
    }

    @Override
    public void forget() {
        connected = false;
        problem = null;
    }
}
