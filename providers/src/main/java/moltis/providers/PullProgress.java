package moltis.providers;

/**
 * How far a download into Ollama is.
 *
 * @param status what the server does now, in its own words
 * @param total bytes of the part that is being loaded; 0 when unknown
 */
public record PullProgress(String status, long completed, long total) {}
