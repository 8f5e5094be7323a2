package moltis.core.event;

import tools.jackson.databind.JsonNode;

/** Something that clients may want to know. */
public sealed interface ServerEvent permits ChatEvent, ServerEvent.Named {

    /** The event's name on the wire. */
    String name();

    /** Whether a slow client may miss it: its next state is readable by a method anyway. */
    boolean droppable();

    /** An event whose payload needs no type of its own here, for example {@code session} or {@code models.updated}. */
    record Named(String name, JsonNode payload, boolean droppable) implements ServerEvent {}
}
