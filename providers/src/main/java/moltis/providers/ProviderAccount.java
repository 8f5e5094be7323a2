package moltis.providers;

import java.util.List;
import java.util.Optional;
import moltis.core.MoltisException;
import moltis.core.Secret;
import moltis.core.model.ModelId;
import moltis.core.model.ToolMode;
import moltis.providers.table.AuthType;
import moltis.providers.table.ProviderRow;

/**
 * A provider as this person has set it up, with all sources taken together.
 *
 * @param enabled neither switched off nor left out of the offered ones
 * @param present for a provider that needs no key: whether anything says that the person uses it
 * @param otherKeys what was found behind the key that counts
 * @param models saved models first, then configured ones
 * @param saved the entry of our own key file
 * @param problems keys and addresses that were found and can't be used, with the reason
 */
record ProviderAccount(
        ProviderRow row,
        String displayName,
        ProviderSettings settings,
        boolean enabled,
        boolean present,
        Optional<FoundKey> key,
        List<FoundKey> otherKeys,
        Optional<String> baseUrl,
        Optional<CredentialSource> signIn,
        List<String> models,
        StoredProvider saved,
        List<Problem> problems) {

    /** @param source where the key was found, for people; never the key itself */
    record FoundKey(Secret secret, String source) {}

    /** @param source where it was found, for people */
    record Problem(String source, MoltisException why) {}

    ProviderAccount {
        otherKeys = List.copyOf(otherKeys);
        models = List.copyOf(models);
        problems = List.copyOf(problems);
    }

    String name() {
        return row.name();
    }

    /** The first half of this provider's model ids. */
    String label() {
        return settings.alias().filter(alias -> !alias.isBlank()).orElse(row.name());
    }

    /** Whether the provider can be asked, as far as we know without asking it. */
    boolean connected() {
        if (!enabled) return false;
        if (row.auth() == AuthType.LOCAL) return present;
        if (baseUrl.isEmpty()) return false;
        if (activeSignIn().isPresent()) return true;
        return row.keyOptional() ? present : key.isPresent();
    }

    /** The sign-in, where it is what counts: a key wins over it. */
    Optional<CredentialSource> activeSignIn() {
        return key.isPresent() ? Optional.empty() : signIn.filter(CredentialSource::connected);
    }

    /** Whether the vendor itself is asked, and not another server that speaks like it. */
    boolean asksVendor() {
        return row.defaultBaseUrl()
                .flatMap(usual -> baseUrl.map(url -> BaseUrl.same(url, usual)))
                .orElse(true);
    }

    boolean local() {
        return row.auth() == AuthType.LOCAL || baseUrl.filter(BaseUrl::local).isPresent();
    }

    /** What is sent as the key; a server that needs none gets a word instead. */
    Secret keyToSend() {
        return key.map(FoundKey::secret).orElseGet(() -> Secret.of(row.name()));
    }

    ModelId id(String model) {
        return new ModelId(label(), model);
    }

    ModelEndpoint endpoint(ModelId id, ToolMode toolMode, boolean reasoning) {
        return new ModelEndpoint(
                id,
                displayName,
                row,
                settings,
                baseUrl.orElse(""),
                keyToSend(),
                activeSignIn(),
                toolMode,
                reasoning,
                local());
    }

    /** This account with another key, address and model, as a person is about to save them. */
    ProviderAccount trying(Optional<Secret> otherKey, Optional<String> otherUrl, List<String> otherModels) {
        return new ProviderAccount(
                row,
                displayName,
                settings,
                true,
                true,
                otherKey.map(secret -> new FoundKey(secret, "given")),
                List.of(),
                otherUrl,
                signIn,
                otherModels,
                saved,
                List.of());
    }
}
