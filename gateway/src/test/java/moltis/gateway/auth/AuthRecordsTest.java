package moltis.gateway.auth;

import java.util.List;
import java.util.stream.Stream;
import moltis.gateway.WireRecords;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/** The records of signing in may grow. */
class AuthRecordsTest {

    @TestFactory
    Stream<DynamicContainer> what_clients_send() {
        return WireRecords.received(List.of(
                SetupRoutes.Setup.class,
                SignInRoutes.Login.class,
                PasswordRoutes.Change.class,
                KeyRoutes.NewKey.class,
                PasskeyRoutes.Rename.class,
                CeremonyAnswer.class));
    }

    @TestFactory
    Stream<DynamicContainer> what_clients_get() {
        return WireRecords.sent(List.of(
                Ok.class,
                AuthStatus.class,
                CeremonyBegun.class,
                KeyRoutes.Keys.class,
                KeyRoutes.Made.class,
                PasskeyRoutes.Entries.class,
                PasskeyRoutes.Made.class,
                SessionRoutes.Entries.class,
                AuditRoute.Entries.class));
    }
}
