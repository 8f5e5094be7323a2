package moltis.app.log;

import java.util.List;
import java.util.regex.Pattern;

/** Takes what looks like a secret out of a text that is about to be logged. */
final class Redaction {

    private static final String GONE = "[secret]";

    private static final List<Pattern> SHAPES = List.of(
            // vendor keys: sk-…, gsk_…, xai-…, AIza…, ghp_…, hf_…, and our own mk_…
            Pattern.compile("\\b(?:sk-|gsk_|xai-|AIza|gh[pousr]_|hf_|mk_|pplx-|r8_)[A-Za-z0-9_-]{8,}"),
            Pattern.compile("(?i)(?<=\\bbearer )[A-Za-z0-9._~+/=-]{8,}"),
            // user:password@ in an address, up to the last @ because passwords may hold one
            Pattern.compile("(?<=://)[^\\s/]+(?=@)"),
            Pattern.compile("(?i)(?<=(?:api[_-]?key|token|password|secret|authorization)[\"']?[=:] ?[\"']?)"
                    + "[^\\s\"',;&}]{4,}"));

    private Redaction() {}

    static String of(String text) {
        String clean = text;
        for (Pattern shape : SHAPES) clean = shape.matcher(clean).replaceAll(GONE);
        return clean;
    }
}
