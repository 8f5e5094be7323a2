package moltis.gateway.access;

/** What a {@link Gate} decides. */
public sealed interface Verdict {

    record Admitted(Identity who) implements Verdict {}

    /**
     * @param status the HTTP status
     * @param code stable, for programs and translations
     * @param message a sentence for people
     */
    record Refused(int status, String code, String message) implements Verdict {}
}
