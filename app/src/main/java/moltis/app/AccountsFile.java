package moltis.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import moltis.access.Accounts;
import moltis.access.RandomBytes;
import moltis.access.passkey.RelyingParties;
import moltis.storage.Database;
import moltis.storage.StorageSettings;

/** The accounts of a data directory, for commands that must work whether or not a gateway runs on it. */
final class AccountsFile implements AutoCloseable {

    private final Database database;
    private final Accounts accounts;

    private AccountsFile(Path data) {
        database = Database.open(data, StorageSettings.DEFAULT);
        accounts = new Accounts(database, RelyingParties.none(), Clock.systemUTC(), RandomBytes.SYSTEM);
    }

    /** Empty if nothing was ever kept there. */
    static Optional<AccountsFile> find(Path data) {
        return Files.exists(data.resolve("moltis.db")) ? Optional.of(new AccountsFile(data)) : Optional.empty();
    }

    /** Makes it when it is missing. */
    static AccountsFile open(Path data) {
        return new AccountsFile(data);
    }

    Accounts accounts() {
        return accounts;
    }

    @Override
    public void close() {
        database.close();
    }
}
