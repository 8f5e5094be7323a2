package moltis.core.model;

/** One part of a message. */
public sealed interface ContentPart {

    record Text(String text) implements ContentPart {}

    /**
     * @param mediaType for example {@code image/png}
     * @param base64 the picture, in standard Base64 without line breaks
     */
    record Image(String mediaType, String base64) implements ContentPart {}
}
