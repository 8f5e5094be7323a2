package moltis.providers;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A provider in a picker, as {@code providers.available} shows it. Never holds a key or a part of one.
 *
 * @param models the saved models; {@code model} is the first of them
 * @param isCustom true or absent
 * @param keySource where the key that is used comes from, for people
 * @param problem why a key, an address or a sign-in that was found can't be used
 * @param state {@code none}, {@code connected}, {@code failing}, {@code needs-key}, {@code needs-sign-in} or {@code off}:
 *     the last real use counts, not what is saved
 * @param connectedBy {@code key}, {@code sign-in} or {@code local}
 * @param since when the key was saved or the person signed in, in milliseconds since 1970
 * @param keySources every place that holds a credential, the one that wins first
 * @param signIn how people sign in, where that is possible
 */
public record AvailableProvider(
        String name,
        String displayName,
        String authType,
        boolean configured,
        Optional<String> defaultBaseUrl,
        Optional<String> baseUrl,
        List<String> models,
        Optional<String> model,
        boolean requiresModel,
        boolean keyOptional,
        @Nullable Boolean isCustom,
        int uiOrder,
        Optional<String> keySource,
        Optional<String> problem,
        String state,
        Optional<String> connectedBy,
        Optional<Long> since,
        List<KeySource> keySources,
        Optional<LastUse> lastUse,
        Optional<SignInLabel> signIn) {}
