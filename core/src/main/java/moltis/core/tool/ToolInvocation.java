package moltis.core.tool;

import java.time.ZoneId;
import moltis.core.session.RunId;
import moltis.core.session.SessionKey;
import tools.jackson.databind.node.ObjectNode;

/**
 * One call of a tool.
 *
 * @param arguments checked against the tool's schema
 * @param zone the person's time zone
 */
public record ToolInvocation(String callId, ObjectNode arguments, SessionKey session, RunId run, ZoneId zone) {}
