-- Owner: tests.
ALTER TABLE notes ADD COLUMN color TEXT NOT NULL DEFAULT 'blue';
UPDATE notes SET text = text || '!';
