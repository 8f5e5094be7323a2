package moltis.core.model;

import java.util.Optional;

/** A piece of an answer, in the order in which the model sent it. The end is not an event: the call returns or throws. */
public sealed interface StreamEvent {

    /** More visible text. */
    record Text(String delta) implements StreamEvent {}

    /** More thinking; never part of the answer. */
    record Reasoning(String delta) implements StreamEvent {}

    /** A tool call begins. {@code index} identifies it within this answer; indices need be neither dense nor ordered. */
    record ToolStarted(int index, String id, String tool, Optional<String> thoughtSignature) implements StreamEvent {}

    /** A fragment of the call's JSON arguments. */
    record ToolArguments(int index, String delta) implements StreamEvent {}

    /** The call's arguments are complete. Comes for every started call before the answer ends well. */
    record ToolCompleted(int index) implements StreamEvent {}
}
