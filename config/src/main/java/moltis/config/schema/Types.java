package moltis.config.schema;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import moltis.core.Secret;

/** The types of keys. */
public final class Types {

    public static final KeyType<String> TEXT = new TextType("text");
    public static final KeyType<Boolean> FLAG = new FlagType();
    public static final KeyType<Integer> U8 = IntType.range(0, 255);
    public static final KeyType<Integer> U16 = IntType.range(0, 65_535);
    public static final IntType U32 = IntType.range(0, Integer.MAX_VALUE);
    public static final LongType U64 = LongType.range(0, Long.MAX_VALUE);
    public static final KeyType<Double> DECIMAL = new DecimalType();
    public static final KeyType<Secret> SECRET = new SecretType();
    public static final KeyType<Path> PATH = new PathType();
    public static final KeyType<List<String>> TEXTS = new TextListType();
    public static final KeyType<Map<String, String>> TEXT_MAP = new TextMapType();
    public static final KeyType<Map<String, Secret>> SECRET_MAP = new SecretMapType();
    public static final KeyType<Map<String, Object>> FREE = new FreeType();
    public static final KeyType<ZoneId> ZONE = new ZoneType();
    public static final KeyType<Duration> MILLIS = DurationNumber.of("milliseconds", Duration.ofMillis(1), 0);
    public static final KeyType<Duration> SECONDS = DurationNumber.of("seconds", Duration.ofSeconds(1), 0);
    public static final KeyType<Duration> MINUTES = DurationNumber.of("minutes", Duration.ofMinutes(1), 0);
    public static final KeyType<Duration> DAYS = DurationNumber.of("days", Duration.ofDays(1), 0);
    public static final KeyType<Duration> AT_LEAST_ONE_MILLI =
            DurationNumber.of("milliseconds", Duration.ofMillis(1), 1);
    public static final KeyType<Duration> AT_LEAST_ONE_SECOND = DurationNumber.of("seconds", Duration.ofSeconds(1), 1);
    public static final KeyType<Duration> AT_LEAST_ONE_DAY = DurationNumber.of("days", Duration.ofDays(1), 1);
    /** {@code 30m}, {@code 2h}, {@code 45s}; a bare number counts milliseconds. */
    public static final KeyType<Duration> INTERVAL = new DurationText(true);
    /** {@code 5m}, {@code 1d}; {@code 0} is off; another bare number is an error. */
    public static final KeyType<Duration> COOLDOWN = new DurationText(false);
    /** {@code 1MB}, {@code 512kb}, or a number of bytes. */
    public static final KeyType<Long> SIZE = new SizeType();

    private Types() {}

    /** One of the constants of {@code type}; another value is an error. */
    public static <E extends Enum<E> & Choice> KeyType<E> choice(Class<E> type) {
        return new ChoiceType<>(type);
    }

    /** Text with known values; another value is taken with a warning. */
    public static KeyType<String> known(String... values) {
        return new KnownTextType(List.of(values));
    }

    /** A list of text with known values; another value is taken with a warning. */
    public static KeyType<List<String>> knownList(String... values) {
        return new KnownTextListType(List.of(values));
    }

    static String text(Object raw, KeyType<?> type) throws BadValue {
        if (raw instanceof String text) return text;
        if (raw instanceof FromEnvironment given) return given.text();
        throw type.mismatch(raw);
    }

    private static class TextType extends KeyType<String> {
        private final String words;

        TextType(String words) {
            this.words = words;
        }

        @Override
        public String words() {
            return words;
        }

        @Override
        public String jsonType() {
            return "string";
        }

        @Override
        String convert(Object raw, Path home) throws BadValue {
            return text(raw, this);
        }
    }

    private static final class KnownTextType extends TextType {
        private final List<String> known;

        KnownTextType(List<String> known) {
            super("text");
            this.known = known;
        }

        @Override
        public List<String> known() {
            return known;
        }

        @Override
        Optional<String> doubt(String value) {
            return Doubts.unknown(value, known);
        }
    }

    private static final class FlagType extends KeyType<Boolean> {
        @Override
        public String words() {
            return "true or false";
        }

        @Override
        public String jsonType() {
            return "boolean";
        }

        @Override
        Boolean convert(Object raw, Path home) throws BadValue {
            if (raw instanceof Boolean flag) return flag;
            if (raw instanceof FromEnvironment given) {
                if (given.text().equalsIgnoreCase("true")) return true;
                if (given.text().equalsIgnoreCase("false")) return false;
            }
            throw mismatch(raw);
        }

        @Override
        Object plain(Boolean value) {
            return value;
        }
    }

    private static final class DecimalType extends KeyType<Double> {
        @Override
        public String words() {
            return "a number";
        }

        @Override
        public String jsonType() {
            return "number";
        }

        @Override
        Double convert(Object raw, Path home) throws BadValue {
            if (raw instanceof Number number) return number.doubleValue();
            if (raw instanceof FromEnvironment given) {
                try {
                    return Double.valueOf(given.text().strip());
                } catch (NumberFormatException _) {
                    throw mismatch(raw);
                }
            }
            throw mismatch(raw);
        }

        @Override
        Object plain(Double value) {
            return value;
        }
    }

    private static final class SecretType extends KeyType<Secret> {
        @Override
        public String words() {
            return "text";
        }

        @Override
        public String jsonType() {
            return "string";
        }

        @Override
        Secret convert(Object raw, Path home) throws BadValue {
            return Secret.of(text(raw, this));
        }

        @Override
        Object plain(Secret value) {
            return value.reveal();
        }

        @Override
        public boolean isSecret() {
            return true;
        }
    }

    private static final class PathType extends KeyType<Path> {
        @Override
        public String words() {
            return "a path";
        }

        @Override
        public String jsonType() {
            return "string";
        }

        @Override
        Path convert(Object raw, Path home) throws BadValue {
            String text = text(raw, this);
            try {
                if (text.equals("~")) return home;
                return text.startsWith("~/") ? home.resolve(text.substring(2)) : Path.of(text);
            } catch (InvalidPathException _) {
                throw BadValue.type("must be a path, and '" + text + "' is none");
            }
        }
    }

    private static final class ZoneType extends KeyType<ZoneId> {
        @Override
        public String words() {
            return "an IANA time zone such as Europe/Berlin";
        }

        @Override
        public String jsonType() {
            return "string";
        }

        @Override
        ZoneId convert(Object raw, Path home) throws BadValue {
            String text = text(raw, this);
            try {
                return ZoneId.of(text.strip());
            } catch (DateTimeException _) {
                throw BadValue.type("must be " + words() + ", and '" + text + "' is none");
            }
        }
    }
}
