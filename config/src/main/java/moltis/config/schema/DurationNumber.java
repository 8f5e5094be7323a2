package moltis.config.schema;

import java.nio.file.Path;
import java.time.Duration;

/** A time written as a number of one unit. */
final class DurationNumber extends KeyType<Duration> {

    private final String unit;
    private final Duration one;
    private final WholeNumber number;

    private DurationNumber(String unit, Duration one, WholeNumber number) {
        this.unit = unit;
        this.one = one;
        this.number = number;
    }

    static DurationNumber of(String unit, Duration one, long least) {
        return new DurationNumber(unit, one, new WholeNumber(0, least, Long.MAX_VALUE));
    }

    @Override
    public String words() {
        return number.words() + " (" + unit + ")";
    }

    @Override
    public String jsonType() {
        return "integer";
    }

    @Override
    Duration convert(Object raw, Path home) throws BadValue {
        try {
            return one.multipliedBy(number.read(raw));
        } catch (ArithmeticException _) {
            throw BadValue.type("is longer than time can be counted");
        }
    }

    @Override
    Object plain(Duration value) {
        return value.dividedBy(one);
    }
}
