package moltis.core;

import org.jspecify.annotations.Nullable;

/** The caller asked for something that can't be done as asked. */
public final class RequestException extends MoltisException {

    private static final long serialVersionUID = 1L;

    public RequestException(ErrorCode code, String message, String hint, @Nullable Throwable cause) {
        super(code, message, hint, cause);
    }

    public RequestException(ErrorCode code, String message, String hint) {
        this(code, message, hint, null);
    }

    public static RequestException invalid(String message) {
        return new RequestException(ErrorCode.INVALID_REQUEST, message, "");
    }

    /** A parameter that must be present is missing or has the wrong type. */
    public static RequestException missing(String parameter) {
        return invalid("missing '" + parameter + "' parameter");
    }

    public static RequestException notFound(String message) {
        return new RequestException(ErrorCode.NOT_FOUND, message, "");
    }

    public static RequestException unavailable(String message, String hint) {
        return new RequestException(ErrorCode.UNAVAILABLE, message, hint);
    }

    /** @param consequence what can't be done because of it, as in {@code the key can't be saved} */
    public static RequestException vaultLocked(String consequence) {
        return new RequestException(
                ErrorCode.VAULT_LOCKED,
                "The vault is locked: " + consequence + ".",
                "Unlock it in Settings → Security, or sign in with your password.");
    }
}
