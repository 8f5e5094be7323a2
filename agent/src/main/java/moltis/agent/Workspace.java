package moltis.agent;

import java.util.Optional;

/** The files in which a person tells an agent who it is and how to work. Safe for use by many threads. */
@FunctionalInterface
public interface Workspace {

    /**
     * A file's text as it is now. Empty when there is none; an empty text when it is there and says nothing, which means
     * that the person wants nothing said.
     *
     * @param agent whose file; empty or unknown means the main agent
     */
    Optional<String> file(Optional<String> agent, String name);
}
