package moltis.gateway.v1;

import java.time.Instant;

/** A call that is under way. @param model the name that was asked for @param dialect as in {@code openai} */
public record LiveCall(long number, CallerKey caller, String model, String dialect, Instant since) {}
