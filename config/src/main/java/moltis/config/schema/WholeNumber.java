package moltis.config.schema;

/**
 * A range of whole numbers.
 *
 * @param min below it a number is of the wrong type
 * @param least below it a number is of the right type but makes no sense
 */
record WholeNumber(long min, long least, long max) {

    String words() {
        return max >= Integer.MAX_VALUE
                ? "a whole number of at least " + least
                : "a whole number from " + least + " to " + max;
    }

    long read(Object raw) throws BadValue {
        long value = parse(raw);
        if (value < min || value > max) throw BadValue.type("must be " + words() + ", not " + value);
        if (value < least) throw new BadValue(Category.INVALID_VALUE, "must be " + words() + ", not " + value);
        return value;
    }

    private long parse(Object raw) throws BadValue {
        if (raw instanceof Integer || raw instanceof Long) return ((Number) raw).longValue();
        if (raw instanceof FromEnvironment given) {
            try {
                return Long.parseLong(given.text().strip());
            } catch (NumberFormatException _) {
                throw BadValue.type("must be " + words() + ", not text");
            }
        }
        throw BadValue.type(
                "must be " + words() + ", not " + (raw instanceof Number ? "a fraction" : KeyType.found(raw)));
    }
}
