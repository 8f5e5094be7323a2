package moltis.agent;

import java.util.Optional;
import moltis.core.session.RunId;
import moltis.core.session.SessionKey;

/** @param aborted false when there was nothing to stop, or when the answer was complete first */
public record AbortResult(boolean aborted, Optional<RunId> run, Optional<SessionKey> session) {}
