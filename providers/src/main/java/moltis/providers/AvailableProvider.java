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
 * @param problem why a key or address that was found can't be used
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
        Optional<String> problem) {}
