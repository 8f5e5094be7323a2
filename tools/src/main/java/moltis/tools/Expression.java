package moltis.tools;

/**
 * Reads and works out an arithmetic expression in one pass. A sign binds tighter than a power, so {@code -2^2} is 4; powers
 * group to the right. Long and deep input is refused, so that no expression costs more than a moment.
 */
final class Expression {

    private static final int LONGEST = 512;
    private static final int MOST_TOKENS = 256;
    private static final int DEEPEST = 64;
    private static final double LARGEST_EXPONENT = 1024;
    private static final double LARGEST_RESULT = 1e308;

    private final String text;
    private int at;
    private int tokens;
    private int depth;

    private Expression(String text) {
        this.text = text;
    }

    /** @throws ArithmeticException if the text is no expression, or has no usable value; the message is for people */
    static double evaluate(String text) {
        if (text.length() > LONGEST) throw new ArithmeticException("the expression is longer than 512 characters");
        var expression = new Expression(text);
        double value = expression.sum();
        if (expression.peek() != 0) throw expression.unexpected();
        return value;
    }

    private double sum() {
        if (++depth > DEEPEST) throw new ArithmeticException("the expression is nested too deeply");
        double value = product();
        while (true) {
            switch (peek()) {
                case '+' -> {
                    take();
                    value = checked(value + product());
                }
                case '-' -> {
                    take();
                    value = checked(value - product());
                }
                default -> {
                    depth--;
                    return value;
                }
            }
        }
    }

    private double product() {
        double value = power();
        while (true) {
            switch (peek()) {
                case '*' -> {
                    take();
                    value = checked(value * power());
                }
                case '/' -> {
                    take();
                    value = checked(value / nonZero(power(), "division by zero"));
                }
                case '%' -> {
                    take();
                    value = checked(value % nonZero(power(), "modulo by zero"));
                }
                default -> {
                    return value;
                }
            }
        }
    }

    private double power() {
        double base = signed();
        if (peek() != '^') return base;
        take();
        if (++depth > DEEPEST) throw new ArithmeticException("the expression is nested too deeply");
        double exponent = power();
        depth--;
        if (Math.abs(exponent) > LARGEST_EXPONENT) throw new ArithmeticException("the exponent is beyond 1024");
        return checked(Math.pow(base, exponent));
    }

    private double signed() {
        boolean negative = false;
        while (peek() == '-' || peek() == '+') negative ^= take() == '-';
        double value = atom();
        return negative ? -value : value;
    }

    private double atom() {
        if (peek() != '(') return number();
        take();
        double value = sum();
        if (peek() != ')') throw new ArithmeticException("a closing parenthesis is missing");
        take();
        return value;
    }

    private double number() {
        peek();
        int start = at;
        while (at < text.length()
                && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.' || isExponent(start))) at++;
        if (start == at) throw unexpected();
        count();
        try {
            return checked(Double.parseDouble(text.substring(start, at)));
        } catch (NumberFormatException e) {
            throw new ArithmeticException("'" + text.substring(start, at) + "' is not a number");
        }
    }

    /** Whether {@code at} is the {@code e} of {@code 1e5} or the sign behind it. */
    private boolean isExponent(int start) {
        char c = text.charAt(at);
        if (at == start) return false;
        if (c == 'e' || c == 'E')
            return at + 1 < text.length() && text.substring(at + 1).matches("(?s)[+-]?\\d.*");
        char before = text.charAt(at - 1);
        return (c == '+' || c == '-') && (before == 'e' || before == 'E');
    }

    private char peek() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) at++;
        return at < text.length() ? text.charAt(at) : 0;
    }

    private char take() {
        count();
        return text.charAt(at++);
    }

    private void count() {
        if (++tokens > MOST_TOKENS) throw new ArithmeticException("the expression has too many parts");
    }

    private static double checked(double value) {
        if (Double.isNaN(value)) throw new ArithmeticException("the result is not a real number");
        if (Math.abs(value) > LARGEST_RESULT) throw new ArithmeticException("the result is too large");
        return value;
    }

    private static double nonZero(double value, String message) {
        if (value == 0) throw new ArithmeticException(message);
        return value;
    }

    private ArithmeticException unexpected() {
        return new ArithmeticException(
                at < text.length() ? "unexpected '" + text.charAt(at) + "'" : "the expression ends too early");
    }
}
