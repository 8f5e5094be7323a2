package moltis.access.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * One line of the audit log.
 *
 * @param type as {@link AuditEvent#wireName()}; an older version may have written others
 * @param address from where; empty for a command on this machine
 */
public record AuditEntry(long id, String type, Optional<String> address, Optional<String> detail, Instant at) {}
