package moltis.agent;

import java.time.Instant;
import moltis.core.session.RunId;

/** A message that waits. @param position its place in line, from 1 */
public record QueuedMessage(long id, RunId run, String text, int position, Instant acceptedAt) {}
