package moltis.access.audit;

import java.util.Locale;

/** What may stand in the audit log. */
public enum AuditEvent {
    LOGIN_SUCCESS,
    LOGIN_FAILURE,
    LOGOUT,
    LOCKOUT,
    SETUP,
    PASSWORD_CHANGED,
    PASSKEY_ADDED,
    PASSKEY_REMOVED,
    SESSION_REVOKED,
    KEY_CREATED,
    KEY_REVOKED,
    AUTH_RESET,
    AUTH_DISABLED,
    VAULT_UNLOCKED,
    VAULT_SEALED,
    VAULT_RECOVERY,
    VAULT_DISABLED,
    SECRET_READ,
    SETTINGS_CHANGED;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
