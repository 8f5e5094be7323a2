package moltis.ledger;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Money as people read it. */
final class Dollars {

    private static final int MICRO_DIGITS = 6;

    private Dollars() {}

    /** {@code $1.25}; less than a cent keeps as many digits as it needs to be seen. */
    static String text(long micros) {
        BigDecimal dollars = BigDecimal.valueOf(micros, MICRO_DIGITS);
        boolean small = micros != 0 && Math.abs(micros) < 10_000;
        return "$" + (small ? dollars.stripTrailingZeros() : dollars.setScale(2, RoundingMode.HALF_UP)).toPlainString();
    }
}
