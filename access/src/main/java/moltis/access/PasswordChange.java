package moltis.access;

import java.sql.SQLException;
import java.util.Optional;
import moltis.core.Secret;
import moltis.storage.Sql;

/** What changes together with the password: both or neither. */
public interface PasswordChange {

    /** Nothing else changes. */
    PasswordChange NONE = new PasswordChange() {

        @Override
        public void in(Sql sql) {}

        @Override
        public Optional<Secret> committed() {
            return Optional.empty();
        }
    };

    /** Writes it, in the transaction that stores the password. */
    void in(Sql sql) throws SQLException;

    /** The password is stored. @return a recovery key for the person, shown once */
    Optional<Secret> committed();
}
