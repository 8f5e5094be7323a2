package moltis.core.model;

/** How an answer ended. @param model the model that really answered, which after a failover is not the one asked */
public record Completion(ModelId model, StopReason stop, Usage usage) {}
