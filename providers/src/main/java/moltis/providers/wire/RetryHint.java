package moltis.providers.wire;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** When a provider says that asking again makes sense: in a header, in a field, or in words. */
final class RetryHint {

    private static final Duration LONGEST = Duration.ofHours(24);
    private static final Pattern WORDS = Pattern.compile(
            "(?:retry[_-]after[_-]ms=(?<ms>\\d+))"
                    + "|(?:(?:retry[_-]after[=:]|retry after|retry in|try again in)\\s*"
                    + "(?:(?<minutes>\\d+)m(?!s|in))?(?<n>\\d+(?:\\.\\d+)?)\\s*(?<unit>ms|milliseconds?|s|sec|seconds?|m|min|minutes?)?\\b)");
    private static final Pattern DURATION = Pattern.compile("(\\d+(?:\\.\\d+)?)s");

    private final Clock clock;

    RetryHint(Clock clock) {
        this.clock = clock;
    }

    /** @param error the error object, or a missing node; its text is searched last */
    Optional<Duration> find(Headers headers, JsonNode error, String message) {
        return header(headers)
                .or(() -> field(error))
                .or(() -> words(message))
                .map(hint -> hint.compareTo(LONGEST) > 0 ? LONGEST : hint)
                .filter(hint -> !hint.isNegative());
    }

    private Optional<Duration> header(Headers headers) {
        Optional<Duration> millis = seconds(headers.get("retry-after-ms")).map(ms -> ms.dividedBy(1000));
        if (millis.isPresent()) return millis;
        String value = headers.get("Retry-After");
        if (value == null) return Optional.empty();
        return seconds(value).or(() -> date(value));
    }

    private Optional<Duration> date(String value) {
        try {
            Instant then = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value.strip()));
            Duration left = Duration.between(clock.instant(), then);
            return Optional.of(left.isNegative() ? Duration.ZERO : left);
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private Optional<Duration> field(JsonNode error) {
        if (error.has("retry_after_ms"))
            return seconds(error.path("retry_after_ms").asString("")).map(ms -> ms.dividedBy(1000));
        for (String name : new String[] {"retry_after_seconds", "retry_after", "resets_in_seconds"}) {
            if (error.has(name)) return seconds(error.path(name).asString(""));
        }
        if (error.path("resets_at").isNumber()) {
            Duration left = Duration.between(
                    clock.instant(),
                    Instant.ofEpochSecond(error.path("resets_at").asLong()));
            return Optional.of(left.isNegative() ? Duration.ZERO : left);
        }
        for (JsonNode detail : error.path("details")) {
            Matcher delay = DURATION.matcher(detail.path("retryDelay").asString(""));
            if (delay.matches()) return seconds(delay.group(1));
        }
        return Optional.empty();
    }

    private static Optional<Duration> words(String message) {
        Matcher found = WORDS.matcher(message.toLowerCase(Locale.ROOT));
        if (!found.find()) return Optional.empty();
        if (found.group("ms") != null) return seconds(found.group("ms")).map(ms -> ms.dividedBy(1000));
        String unit = found.group("unit") == null ? "s" : found.group("unit");
        Optional<Duration> amount = seconds(found.group("n"));
        if (unit.startsWith("m"))
            amount = amount.map(
                    n -> unit.equals("ms") || unit.startsWith("milli") ? n.dividedBy(1000) : n.multipliedBy(60));
        String minutes = found.group("minutes");
        return minutes == null ? amount : amount.map(n -> n.plusMinutes(Long.parseLong(minutes)));
    }

    private static Optional<Duration> seconds(@Nullable String text) {
        if (text == null || !text.strip().matches("\\d{1,10}(?:\\.\\d{1,9})?")) return Optional.empty();
        return Optional.of(Duration.ofNanos((long) (Double.parseDouble(text.strip()) * 1e9)));
    }
}
