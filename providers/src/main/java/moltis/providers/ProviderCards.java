package moltis.providers;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import moltis.core.ErrorCode;
import moltis.core.MoltisException;
import moltis.providers.ProviderAccount.FoundKey;
import moltis.providers.table.AuthType;
import moltis.providers.table.ProviderRow;
import moltis.providers.table.SignInOffer;

/** Says how a provider stands: connected by what, since when, and how the last real use went. */
final class ProviderCards {

    private final ProviderHealth health;

    ProviderCards(ProviderHealth health) {
        this.health = health;
    }

    AvailableProvider card(ProviderAccount account, int order) {
        ProviderRow row = account.row();
        StoredProvider saved = account.saved();
        Optional<ProviderHealth.LastUse> use = health.of(account.name());
        return new AvailableProvider(
                row.name(),
                account.displayName(),
                row.auth().wireName(),
                account.connected(),
                row.custom() ? account.baseUrl() : row.defaultBaseUrl(),
                saved.baseUrl(),
                saved.models(),
                saved.models().stream().findFirst(),
                row.requiresModel(),
                row.keyOptional(),
                row.custom() ? true : null,
                order,
                account.connected() ? source(account) : Optional.empty(),
                account.problems().stream()
                        .map(problem -> problem.why().sentence())
                        .findFirst(),
                state(account, use),
                connectedBy(account),
                since(account).map(Instant::toEpochMilli),
                sources(account),
                use.map(LastUse::of),
                SignInOffer.of(row.name()).map(SignInLabel::of));
    }

    /** Which source of a credential won. */
    static Optional<String> source(ProviderAccount account) {
        return account.activeSignIn()
                .map(CredentialSource::source)
                .or(() -> account.key().map(FoundKey::source));
    }

    private static String state(ProviderAccount account, Optional<ProviderHealth.LastUse> use) {
        if (deadSignIn(account)) return account.enabled() ? "needs-sign-in" : "off";
        if (!account.connected()) return !account.enabled() && hasCredential(account) ? "off" : "none";
        Optional<ErrorCode> failure =
                use.flatMap(ProviderHealth.LastUse::failure).map(MoltisException::code);
        if (failure.isEmpty()) return "connected";
        boolean refused = failure.get() == ErrorCode.KEY_REJECTED || failure.get() == ErrorCode.CREDENTIAL_REFUSED;
        if (!refused) return "failing";
        return account.activeSignIn().isPresent() ? "needs-sign-in" : "needs-key";
    }

    private static boolean deadSignIn(ProviderAccount account) {
        return account.key().isEmpty()
                && account.signIn().flatMap(CredentialSource::problem).isPresent();
    }

    private static boolean hasCredential(ProviderAccount account) {
        return account.key().isPresent()
                || account.signIn().filter(CredentialSource::connected).isPresent();
    }

    private static Optional<String> connectedBy(ProviderAccount account) {
        if (!account.connected()) return Optional.empty();
        if (account.activeSignIn().isPresent()) return Optional.of("sign-in");
        return Optional.of(
                account.row().auth() == AuthType.LOCAL || account.row().keyOptional() ? "local" : "key");
    }

    private static Optional<Instant> since(ProviderAccount account) {
        if (!account.connected()) return Optional.empty();
        Optional<CredentialSource> signIn = account.activeSignIn();
        return signIn.isPresent() ? signIn.get().since() : account.saved().savedAt();
    }

    private static List<KeySource> sources(ProviderAccount account) {
        List<KeySource> sources = new ArrayList<>();
        Optional<FoundKey> winner = account.key();
        winner.ifPresent(key -> sources.add(new KeySource(
                key.source(), account.connected(), account.connected() ? "It comes first." : "The provider is off.")));
        for (FoundKey other : account.otherKeys()) {
            sources.add(new KeySource(
                    other.source(), false, winner.map(FoundKey::source).orElse("Another") + " comes before it."));
        }
        account.signIn().filter(CredentialSource::connected).ifPresent(signIn -> {
            boolean used = account.connected() && winner.isEmpty();
            String why = winner.map(key -> "A key wins over a sign-in.")
                    .orElse(used ? "It is the only one." : "The provider is off.");
            sources.add(new KeySource(signIn.source(), used, why));
        });
        account.problems()
                .forEach(problem -> sources.add(
                        new KeySource(problem.source(), false, problem.why().sentence())));
        return sources;
    }
}
