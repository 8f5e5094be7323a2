package moltis.config.schema;

import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/** A time written with a unit: {@code 30m}. */
final class DurationText extends KeyType<Duration> {

    private static final Pattern FORM = Pattern.compile("(\\d{1,9})\\s*([smhd]?)");

    private final boolean bareMillis;

    DurationText(boolean bareMillis) {
        this.bareMillis = bareMillis;
    }

    @Override
    public String words() {
        return bareMillis
                ? "a time such as \"30m\", \"2h\" or \"45s\""
                : "a time such as \"5m\", \"1h\" or \"1d\", or \"0\"";
    }

    @Override
    public String jsonType() {
        return "string";
    }

    @Override
    Duration convert(Object raw, Path home) throws BadValue {
        var form = FORM.matcher(Types.text(raw, this).strip());
        if (!form.matches()) throw BadValue.type("must be " + words());
        long count = Long.parseLong(form.group(1));
        return switch (form.group(2)) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            case "d" -> Duration.ofDays(count);
            default -> {
                if (!bareMillis && count != 0) throw BadValue.type("must be " + words());
                yield Duration.ofMillis(count);
            }
        };
    }

    @Override
    Object plain(Duration value) {
        if (value.isZero()) return "0";
        if (value.toMillis() % 1000 != 0) return String.valueOf(value.toMillis());
        long seconds = value.toSeconds();
        if (seconds % 3600 == 0) return seconds / 3600 + "h";
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
