package moltis.providers;

import java.util.List;

/**
 * The answer to {@code providers.remove_key}.
 *
 * @param remaining where else a key still lies, which is not used any more
 */
public record RemovedProvider(boolean ok, List<String> remaining) {}
