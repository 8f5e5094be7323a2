package moltis.providers;

import java.util.List;
import moltis.providers.table.SignInOffer;

/**
 * What a person should know before signing in to a provider.
 *
 * @param flow {@code browser} or {@code device}
 * @param official whether the vendor offers this sign-in to programs like this one
 * @param checkedOn the day when that was last looked up, as {@code 2026-01-31}
 * @param keyInstead the providers where an API key asks the same models
 * @param handbook the page that tells more
 */
public record SignInLabel(
        String flow, boolean official, String checkedOn, String note, List<String> keyInstead, String handbook) {

    static SignInLabel of(SignInOffer offer) {
        return new SignInLabel(
                offer.flow(),
                offer.official(),
                offer.checkedOn().toString(),
                offer.note(),
                offer.keyInstead(),
                "/docs/sign-in");
    }
}
