-- Owner: tests. Does harm before it fails.
DELETE FROM notes;
INSERT INTO no_such_table VALUES (1);
