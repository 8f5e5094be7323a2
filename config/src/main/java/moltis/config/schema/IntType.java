package moltis.config.schema;

import java.nio.file.Path;

/** A whole number that fits an {@code int}. */
public final class IntType extends KeyType<Integer> {

    private final WholeNumber number;

    private IntType(WholeNumber number) {
        this.number = number;
    }

    static IntType range(int min, int max) {
        return new IntType(new WholeNumber(min, min, max));
    }

    /** The same type, but a value below {@code least} is an invalid value. */
    public IntType from(int least) {
        return new IntType(new WholeNumber(number.min(), least, number.max()));
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
    Integer convert(Object raw, Path home) throws BadValue {
        return (int) number.read(raw);
    }

    @Override
    Object plain(Integer value) {
        return value.longValue();
    }
}
