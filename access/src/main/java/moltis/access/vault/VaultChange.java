package moltis.access.vault;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import moltis.storage.Sql;

/** A change of the vault that belongs into the transaction of a change of the password. Used once. */
public final class VaultChange {

    private final Optional<Step> step;

    private VaultChange(Optional<Step> step) {
        this.step = step;
    }

    /** @param committed what follows when it is stored */
    record Step(
            Optional<VaultRow> before,
            VaultRow after,
            Optional<RecoveryKey> recovery,
            Instant now,
            Runnable committed) {}

    static VaultChange none() {
        return new VaultChange(Optional.empty());
    }

    static VaultChange of(Step step) {
        return new VaultChange(Optional.of(step));
    }

    /** Stores it. @throws RequestException if the vault has changed since it was asked; then nothing may be stored */
    public void in(Sql sql) throws SQLException {
        if (step.isPresent())
            VaultTable.put(
                    sql, step.get().before(), step.get().after(), step.get().now());
    }

    /** To be called once the transaction holds. @return the recovery key of a new vault, to be shown and forgotten */
    public Optional<RecoveryKey> committed() {
        step.ifPresent(done -> done.committed().run());
        return step.flatMap(Step::recovery);
    }
}
