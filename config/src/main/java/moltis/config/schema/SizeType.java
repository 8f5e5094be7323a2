package moltis.config.schema;

import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/** A number of bytes, with a unit of 1024 if one is written. */
final class SizeType extends KeyType<Long> {

    private static final Pattern FORM = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,6})?)\\s*(|b|kb|mb|gb)");

    @Override
    public String words() {
        return "a size such as \"1MB\" or \"512kb\"";
    }

    @Override
    public String jsonType() {
        return "string";
    }

    @Override
    Long convert(Object raw, Path home) throws BadValue {
        String text = raw instanceof Long || raw instanceof Integer ? raw.toString() : Types.text(raw, this);
        var form = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!form.matches()) throw BadValue.type("must be " + words());
        double unit = switch (form.group(2)) {
            case "kb" -> 1L << 10;
            case "mb" -> 1L << 20;
            case "gb" -> 1L << 30;
            default -> 1;
        };
        return Math.round(Double.parseDouble(form.group(1)) * unit);
    }

    @Override
    Object plain(Long value) {
        for (int power = 3; power > 0; power--) {
            long unit = 1L << (10 * power);
            if (value >= unit && value % unit == 0) return value / unit + " KMG".substring(power, power + 1) + "B";
        }
        return value.toString();
    }
}
