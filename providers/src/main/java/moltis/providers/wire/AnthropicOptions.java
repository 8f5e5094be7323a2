package moltis.providers.wire;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import moltis.providers.CacheRetention;

/**
 * What differs between the models behind the Messages protocol.
 *
 * @param outputLimit the longest answer that the model can give, in tokens
 * @param adaptiveThinking the model takes an effort instead of a budget for its thinking
 */
public record AnthropicOptions(int outputLimit, boolean adaptiveThinking, CacheRetention cache) {

    private static final Pattern VERSION = Pattern.compile("claude-(?:[a-z]+-)?(\\d{1,2})(?:-(\\d{1,2})(?!\\d))?.*");

    /** The options of a model by its name; unknown models get the cautious ones. */
    public static AnthropicOptions forModel(String name, CacheRetention cache) {
        Matcher version = VERSION.matcher(name.substring(name.lastIndexOf('/') + 1));
        if (!version.matches()) return new AnthropicOptions(32_000, false, cache);
        int major = Integer.parseInt(version.group(1));
        int minor = version.group(2) == null ? 0 : Integer.parseInt(version.group(2));
        return new AnthropicOptions(outputLimit(name, major, minor), major > 4 || major == 4 && minor >= 7, cache);
    }

    private static int outputLimit(String name, int major, int minor) {
        if (major < 3 || major == 3 && minor == 0) return 4_096;
        if (major == 3) return minor >= 7 ? 64_000 : 8_192;
        if (major == 4 && minor <= 1 && name.contains("opus")) return 32_000;
        return major == 4 && minor < 6 ? 64_000 : 128_000;
    }
}
