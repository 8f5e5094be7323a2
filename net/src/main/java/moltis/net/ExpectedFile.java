package moltis.net;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** What is known of a file before it comes. @param sha256 in hex */
public record ExpectedFile(OptionalLong size, Optional<String> sha256) {

    public static final ExpectedFile ANY = new ExpectedFile(OptionalLong.empty(), Optional.empty());

    public ExpectedFile {
        sha256 = sha256.map(hex -> hex.toLowerCase(Locale.ROOT));
    }

    public static ExpectedFile of(long size, String sha256) {
        return new ExpectedFile(OptionalLong.of(size), Optional.of(sha256));
    }
}
