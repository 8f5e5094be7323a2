package moltis.config.schema;

/** A value that its key can't hold. The message completes the sentence "‹key› …" and never repeats a secret. */
final class BadValue extends Exception {

    private static final long serialVersionUID = 1L;

    private final Category category;

    BadValue(Category category, String message) {
        super(message, null, false, false);
        this.category = category;
    }

    static BadValue type(String message) {
        return new BadValue(Category.TYPE_ERROR, message);
    }

    Category category() {
        return category;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
