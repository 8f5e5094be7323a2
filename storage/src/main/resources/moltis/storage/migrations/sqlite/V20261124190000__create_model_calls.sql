-- Owner: ledger. What every call of a model used and cost, and what was added to budgets. Money is in micro-dollars.

-- Outlives its session: what was spent stays spent.
CREATE TABLE model_calls (
    id                 INTEGER PRIMARY KEY,
    owner              TEXT    NOT NULL,
    session_key        TEXT,
    run_id             TEXT,
    key_id             TEXT,
    provider           TEXT    NOT NULL,
    asked_model        TEXT    NOT NULL,
    answered_model     TEXT,
    begun_at           INTEGER NOT NULL,
    state              TEXT    NOT NULL CHECK (state IN ('running', 'answered', 'failed', 'cancelled', 'lost')),
    error              TEXT,
    input_tokens       INTEGER NOT NULL DEFAULT 0,
    output_tokens      INTEGER NOT NULL DEFAULT 0,
    cache_read_tokens  INTEGER NOT NULL DEFAULT 0,
    cache_write_tokens INTEGER NOT NULL DEFAULT 0,
    reasoning_tokens   INTEGER NOT NULL DEFAULT 0,
    estimated          INTEGER NOT NULL DEFAULT 0,
    -- Null when nobody knows the price.
    cost               INTEGER,
    currency           TEXT    NOT NULL DEFAULT 'USD',
    -- What budgets count: the estimate while the call runs, then the cost.
    charged            INTEGER NOT NULL,
    first_token_ms     INTEGER,
    duration_ms        INTEGER,
    cache_drop         TEXT
);

-- A budget is added up from these alone.
CREATE INDEX model_calls_by_time ON model_calls (owner, begun_at, charged);
CREATE INDEX model_calls_by_session ON model_calls (session_key, owner, begun_at, charged) WHERE session_key IS NOT NULL;
CREATE INDEX model_calls_by_key ON model_calls (key_id, owner, begun_at, charged) WHERE key_id IS NOT NULL;
CREATE INDEX model_calls_running ON model_calls (id) WHERE state = 'running';

CREATE TABLE budget_periods (
    owner     TEXT    NOT NULL,
    scope     TEXT    NOT NULL,
    subject   TEXT    NOT NULL,
    period    TEXT    NOT NULL,
    begins_at INTEGER NOT NULL,
    ends_at   INTEGER NOT NULL,
    -- The sum of what its calls are charged; null while nobody has added it up.
    spent     INTEGER,
    extra     INTEGER NOT NULL DEFAULT 0,
    noticed   INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (owner, scope, subject, period, begins_at)
) WITHOUT ROWID;
