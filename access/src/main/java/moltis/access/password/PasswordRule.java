package moltis.access.password;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import moltis.core.ErrorCode;
import moltis.core.RequestException;
import moltis.core.Secret;

/**
 * What may be a password: 12 to 1024 characters, and nothing that stands in examples, comes from a program's mistake, or
 * is one character over and over. It is no judge of strength beyond that.
 */
public final class PasswordRule {

    public static final int SHORTEST = 12;
    public static final int LONGEST = 1024;

    private static final Pattern DECORATION = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern TRAILING_DIGITS = Pattern.compile("\\p{N}+$");
    private static final String RUNS =
            "01234567890123456789 98765432109876543210 abcdefghijklmnopqrstuvwxyz qwertyuiopasdfghjklzxcvbnm";
    /** Without what decorates them: letters and digits only, in lower case. */
    private static final Set<String> PLACEHOLDERS = Set.of(
            "changeme",
            "changethis",
            "changemeplease",
            "pleasechangeme",
            "pleasechange",
            "changethispassword",
            "changemenow",
            "undefined",
            "null",
            "none",
            "nil",
            "nan",
            "true",
            "false",
            "objectobject",
            "password",
            "passwort",
            "passphrase",
            "yourpassword",
            "yourpasswordhere",
            "yourstrongpassword",
            "yoursecurepassword",
            "yoursecret",
            "yoursecrethere",
            "yourtoken",
            "yourtokenhere",
            "mypassword",
            "mysecretpassword",
            "mysecret",
            "supersecret",
            "supersecretpassword",
            "verysecret",
            "topsecret",
            "secret",
            "secrettoken",
            "secretpassword",
            "examplepassword",
            "example",
            "placeholder",
            "default",
            "defaultpassword",
            "adminadmin",
            "admin",
            "administrator",
            "adminpassword",
            "rootroot",
            "root",
            "toor",
            "test",
            "testpassword",
            "testtest",
            "letmein",
            "welcome",
            "iloveyou",
            "correcthorsebatterystaple",
            "replaceme",
            "replacethis",
            "fillmein",
            "insertpasswordhere",
            "enterpasswordhere",
            "todo",
            "xxx",
            "moltis",
            "moltispassword",
            "token",
            "redacted");

    private PasswordRule() {}

    /** @throws RequestException if it may not be a password; the sentence says why and never quotes it */
    public static void check(Secret password) {
        String text = PasswordText.of(password);
        int length = text.codePointCount(0, text.length());
        if (length < SHORTEST) throw refused("password must be at least " + SHORTEST + " characters");
        if (length > LONGEST) throw refused("password must be at most " + LONGEST + " characters");
        if (isPlaceholder(text))
            throw refused("This is a placeholder that many programs know, not a password of your own.");
    }

    /** Whether the text is one that everybody tries first, however it is decorated. */
    public static boolean isPlaceholder(String text) {
        String bare = DECORATION.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
        String unit = smallestUnit(bare.isEmpty() ? text : bare);
        if (unit.length() <= 1) return true;
        String word = TRAILING_DIGITS.matcher(unit).replaceAll("");
        return PLACEHOLDERS.contains(bare)
                || PLACEHOLDERS.contains(unit)
                || PLACEHOLDERS.contains(word)
                || PLACEHOLDERS.contains(smallestUnit(word))
                || RUNS.contains(unit);
    }

    /** What the text repeats; the text itself if it repeats nothing. */
    private static String smallestUnit(String text) {
        int length = text.length();
        for (int size = 1; size <= length / 2; size++) {
            if (length % size == 0 && text.equals(text.substring(0, size).repeat(length / size)))
                return text.substring(0, size);
        }
        return text;
    }

    private static RequestException refused(String sentence) {
        return new RequestException(
                ErrorCode.INVALID_REQUEST, sentence, "Choose a long sentence that only you would write.");
    }
}
