package moltis.gateway.methods;

/** No parameters, or nothing to answer: {@code {}}. */
public record Empty() {

    static final Empty INSTANCE = new Empty();
}
