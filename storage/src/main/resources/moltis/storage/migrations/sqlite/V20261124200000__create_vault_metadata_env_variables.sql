-- Owner: access. The keys of the vault, themselves sealed, and the variables that a person keeps here.

CREATE TABLE vault_metadata (
    id                   INTEGER PRIMARY KEY CHECK (id = 1),
    version              INTEGER NOT NULL,
    kdf_salt             TEXT    NOT NULL,
    kdf_params           TEXT    NOT NULL,
    wrapped_dek          TEXT    NOT NULL,
    recovery_wrapped_dek TEXT    NOT NULL,
    recovery_key_hash    TEXT    NOT NULL,
    -- Set while everything is being sealed anew under another key.
    previous_dek         TEXT,
    -- Null as long as the plain copies of what was moved in are kept.
    confirmed_at         INTEGER,
    created_at           INTEGER NOT NULL,
    updated_at           INTEGER NOT NULL
);

CREATE TABLE env_variables (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    key        TEXT    NOT NULL UNIQUE,
    value      TEXT    NOT NULL,
    encrypted  INTEGER NOT NULL,
    plain_copy TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
);
