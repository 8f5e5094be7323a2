package moltis.config.schema;

import java.nio.file.Path;

/** A whole number that fits a {@code long}. */
public final class LongType extends KeyType<Long> {

    private final WholeNumber number;

    private LongType(WholeNumber number) {
        this.number = number;
    }

    static LongType range(long min, long max) {
        return new LongType(new WholeNumber(min, min, max));
    }

    /** The same type, but a value below {@code least} is an invalid value. */
    public LongType from(long least) {
        return new LongType(new WholeNumber(number.min(), least, number.max()));
    }

    @Override
    public String words() {
        return number.words();
    }

    @Override
    public String jsonType() {
        return "integer";
    }

    @Override
    Long convert(Object raw, Path home) throws BadValue {
        return number.read(raw);
    }

    @Override
    Object plain(Long value) {
        return value;
    }
}
