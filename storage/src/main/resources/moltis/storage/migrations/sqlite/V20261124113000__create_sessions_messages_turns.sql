-- Owner: sessions. What was said, what each session remembers about itself, and which turns wait or run.

CREATE TABLE sessions (
    id                      INTEGER PRIMARY KEY,
    key                     TEXT    NOT NULL UNIQUE,
    uuid                    TEXT    NOT NULL UNIQUE,
    owner                   TEXT    NOT NULL,
    label                   TEXT,
    model                   TEXT,
    created_at              INTEGER NOT NULL,
    updated_at              INTEGER NOT NULL,
    message_count           INTEGER NOT NULL DEFAULT 0,
    last_seen_message_count INTEGER NOT NULL DEFAULT 0,
    archived                INTEGER NOT NULL DEFAULT 0,
    preview                 TEXT,
    project_id              TEXT,
    agent_id                TEXT,
    mode_id                 TEXT,
    parent_session_key      TEXT,
    fork_point              INTEGER,
    version                 INTEGER NOT NULL DEFAULT 0
);

CREATE INDEX sessions_by_use ON sessions (updated_at DESC, created_at DESC, key);
CREATE INDEX sessions_by_parent ON sessions (parent_session_key) WHERE parent_session_key IS NOT NULL;

CREATE TABLE messages (
    id         INTEGER PRIMARY KEY,
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    position   INTEGER NOT NULL,
    role       TEXT    NOT NULL,
    run_id     TEXT,
    created_at INTEGER NOT NULL,
    words      TEXT    NOT NULL,
    json       TEXT    NOT NULL,
    UNIQUE (session_id, position)
);

-- Holds no copy of the words. Rows are the ids of messages; the writer fills it in batches.
CREATE VIRTUAL TABLE message_words USING fts5 (
    words,
    content = '',
    contentless_delete = 1,
    tokenize = 'unicode61 remove_diacritics 2'
);

-- An id is never given twice: a late draft must not meet another turn.
CREATE TABLE turns (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    session_key     TEXT    NOT NULL,
    owner           TEXT    NOT NULL,
    run_id          TEXT    NOT NULL,
    request         TEXT    NOT NULL,
    accepted_at     INTEGER NOT NULL,
    state           TEXT    NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'running')),
    draft_text      TEXT    NOT NULL DEFAULT '',
    draft_reasoning TEXT    NOT NULL DEFAULT '',
    draft_model     TEXT    NOT NULL DEFAULT ''
);

CREATE INDEX turns_by_session ON turns (session_key, id);
