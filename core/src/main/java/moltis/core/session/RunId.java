package moltis.core.session;

/** One turn of a conversation, as a UUID text. */
public record RunId(String value) {

    public RunId {
        if (value.isBlank()) throw new IllegalArgumentException("a run id can't be blank");
    }

    @Override
    public String toString() {
        return value;
    }
}
