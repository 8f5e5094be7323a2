package moltis.gateway.v1;

import java.util.List;
import moltis.core.model.OpenedModel;

/** Who is meant by a name. */
sealed interface Target {

    /** @param candidates in the order in which they are asked; at least one */
    record Models(List<OpenedModel> candidates) implements Target {}

    /** The whole agent, with its tools and its memory. */
    record Agent(String id) implements Target {}
}
