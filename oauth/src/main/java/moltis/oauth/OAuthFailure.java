package moltis.oauth;

import java.net.URI;

/** An authorization server said no, or nothing. Never holds a token or a code. */
final class OAuthFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final String error;
    private final int status;

    /** @param error the server's own code of RFC 6749 §5.2 or RFC 8628 §3.5, or one of ours */
    OAuthFailure(String error, String description, int status) {
        super(description.isBlank() ? error : description + " (" + error + ")");
        this.error = error;
        this.status = status;
    }

    static OAuthFailure unexpected(String what) {
        return new OAuthFailure("unexpected_answer", what, 0);
    }

    static OAuthFailure unreachable(URI endpoint, Exception cause) {
        OAuthFailure failure = new OAuthFailure("unreachable", endpoint.getHost() + " can't be reached", 0);
        failure.initCause(cause);
        return failure;
    }

    String error() {
        return error;
    }

    String sentence() {
        String message = getMessage();
        return message == null ? error : message;
    }

    /** Whether the sign-in itself is dead, so that trying again can't help. */
    boolean isFinal() {
        return error.equals("invalid_grant") || error.equals("unauthorized_client") || error.equals("invalid_client");
    }

    /** Whether the same call may succeed a little later. */
    boolean isPassing() {
        return error.equals("unreachable") || status >= 500 || status == 429;
    }
}
