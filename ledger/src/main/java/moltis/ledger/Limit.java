package moltis.ledger;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import moltis.core.session.SessionKey;

/**
 * A budget as it binds one call.
 *
 * @param subject the session or the key whose calls count; empty when all do
 * @param begins from when on calls count
 * @param renews when a new period begins
 */
record Limit(Budget budget, String subject, Instant begins, ZonedDateTime renews) {

    /** Those that bind a call of this session and key. */
    static List<Limit> binding(
            List<Budget> budgets, Optional<SessionKey> session, Optional<String> apiKey, Instant now, ZoneId zone) {
        List<Limit> limits = new ArrayList<>();
        for (Budget budget : budgets) {
            Optional<String> subject = switch (budget.scope()) {
                case ALL -> Optional.of("");
                case SESSION -> session.map(SessionKey::value);
                case KEY -> apiKey;
            };
            subject.ifPresent(whose -> limits.add(new Limit(
                    budget,
                    whose,
                    budget.period().begin(now, zone),
                    budget.period().end(now, zone))));
        }
        return limits;
    }
}
