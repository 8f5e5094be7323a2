package moltis.config.schema;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** One of the constants of an enum. */
final class ChoiceType<E extends Enum<E> & Choice> extends KeyType<E> {

    private final Class<E> type;

    ChoiceType(Class<E> type) {
        this.type = type;
    }

    @Override
    public String words() {
        return "one of " + String.join(", ", known());
    }

    @Override
    public String jsonType() {
        return "string";
    }

    @Override
    public List<String> known() {
        return Arrays.stream(type.getEnumConstants()).map(Choice::written).toList();
    }

    @Override
    public boolean isStrict() {
        return true;
    }

    @Override
    E convert(Object raw, Path home) throws BadValue {
        String text = Types.text(raw, this);
        for (E constant : type.getEnumConstants()) if (constant.written().equals(text)) return constant;
        throw BadValue.type("must be " + words() + ", not '" + text + "'");
    }
}
