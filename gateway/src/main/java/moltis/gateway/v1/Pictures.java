package moltis.gateway.v1;

import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import moltis.core.RequestException;
import moltis.core.model.ContentPart;

/** Pictures in requests. Only those that come with the request: this server fetches nothing that a program names. */
public final class Pictures {

    private static final Set<String> TYPES = Set.of("image/png", "image/jpeg", "image/gif", "image/webp");
    private static final String MARK = ";base64,";

    private Pictures() {}

    /** @throws RequestException if it is no data URL of a picture */
    public static ContentPart.Image ofUrl(String field, String url) {
        if (!url.regionMatches(true, 0, "data:", 0, 5))
            throw Failure.uncarried(
                    field,
                    "must hold the picture itself (data:image/png;base64,…): addresses are not fetched for this model.");
        int mark = url.indexOf(MARK);
        if (mark < 0) throw RequestException.invalid("'" + field + "' must be a data URL in Base64");
        return of(field, url.substring(5, mark), url.substring(mark + MARK.length()));
    }

    public static ContentPart.Image of(String field, String mediaType, String base64) {
        String type = mediaType.toLowerCase(Locale.ROOT).replaceFirst(";.*", "");
        if (!TYPES.contains(type))
            throw RequestException.invalid("'" + field + "' must be a PNG, JPEG, GIF or WebP picture");
        try {
            Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw RequestException.invalid("'" + field + "' is not valid Base64");
        }
        return new ContentPart.Image(type, base64);
    }
}
