package moltis.core.model;

import java.util.Optional;

/** A model ready to be asked. @param effort the effort that the requested id named, when the model supports it */
public record OpenedModel(ModelCard card, ChatModel model, Optional<ReasoningEffort> effort) {}
