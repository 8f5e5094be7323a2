-- Owner: access. How the person proves who they are, who is signed in, which programs may come in, and what happened.
-- Of passwords, tokens and keys only hashes are here. Bytes are base64url.

CREATE TABLE auth_state (
    id                  INTEGER PRIMARY KEY CHECK (id = 1),
    auth_disabled       INTEGER NOT NULL,
    configured_disabled INTEGER
);

INSERT INTO auth_state (id, auth_disabled, configured_disabled) VALUES (1, 0, NULL);

CREATE TABLE auth_password (
    id            INTEGER PRIMARY KEY CHECK (id = 1),
    password_hash TEXT    NOT NULL,
    created_at    INTEGER NOT NULL,
    updated_at    INTEGER NOT NULL
);

-- An id is never given twice: who holds an old one must not act on another session.
CREATE TABLE auth_sessions (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    token_hash   TEXT    NOT NULL UNIQUE,
    method       TEXT    NOT NULL,
    address      TEXT    NOT NULL,
    user_agent   TEXT    NOT NULL,
    created_at   INTEGER NOT NULL,
    last_used_at INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL
);

CREATE TABLE api_keys (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    label        TEXT    NOT NULL,
    key_prefix   TEXT    NOT NULL,
    key_hash     TEXT    NOT NULL,
    key_salt     TEXT    NOT NULL,
    scopes       TEXT    NOT NULL,
    created_at   INTEGER NOT NULL,
    expires_at   INTEGER,
    last_used_at INTEGER,
    revoked_at   INTEGER
);

CREATE INDEX api_keys_by_prefix ON api_keys (key_prefix) WHERE revoked_at IS NULL;

CREATE TABLE passkeys (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    credential_id   TEXT    NOT NULL UNIQUE,
    rp_id           TEXT    NOT NULL,
    name            TEXT    NOT NULL,
    passkey_data    TEXT    NOT NULL,
    transports      TEXT    NOT NULL,
    sign_count      INTEGER NOT NULL,
    backup_eligible INTEGER NOT NULL,
    backed_up       INTEGER NOT NULL,
    created_at      INTEGER NOT NULL,
    last_used_at    INTEGER
);

CREATE TABLE auth_audit_log (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    event_type TEXT    NOT NULL,
    client_ip  TEXT,
    detail     TEXT,
    created_at INTEGER NOT NULL
);

CREATE INDEX auth_audit_log_by_age ON auth_audit_log (created_at);
