package moltis.access.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import moltis.access.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {

    @Test
    void tells_the_newest_first_and_forgets_after_ninety_days(@TempDir Path folder) {
        try (var here = new TestDatabase(folder)) {
            AuditLog log = here.accounts.audit();
            log.add(AuditEvent.SETUP, Optional.of("127.0.0.1"), "password");
            here.clock.forward(Duration.ofDays(90));
            log.add(AuditEvent.LOGIN_FAILURE, Optional.of("10.0.0.9"), "password");
            here.clock.forward(Duration.ofSeconds(1));
            log.add(AuditEvent.KEY_CREATED, Optional.empty(), "id=1, label=ci");

            assertThat(log.latest(10)).extracting(AuditEntry::type).containsExactly("key_created", "login_failure");
            assertThat(log.latest(1)).extracting(AuditEntry::detail).containsExactly(Optional.of("id=1, label=ci"));
        }
    }
}
