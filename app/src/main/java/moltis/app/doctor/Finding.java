package moltis.app.doctor;

/**
 * One thing that was looked at.
 *
 * @param text what was found and, unless all is well, what to do
 */
public record Finding(String section, Mark mark, String text) {

    /** How it is. */
    public enum Mark {
        OK,
        WARN,
        FAIL,
        SKIP,
        INFO;

        public String label() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
