-- Owner: sessions. What happens when the session's model can't answer: off, ask or auto; null leaves it to the configuration.
ALTER TABLE sessions ADD COLUMN failover TEXT;
