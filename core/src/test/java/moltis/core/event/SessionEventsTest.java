package moltis.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import moltis.core.json.Json;
import moltis.core.session.FailoverMode;
import moltis.core.session.Session;
import moltis.core.session.SessionKey;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SessionEventsTest {

    private static final Session SESSION = new Session(
            SessionKey.MAIN,
            "4b6f",
            "owner",
            Optional.of("Plans"),
            Optional.empty(),
            Instant.ofEpochMilli(1),
            Instant.ofEpochMilli(2),
            4,
            3,
            false,
            Optional.of("Hello"),
            Optional.empty(),
            Optional.of("helper"),
            Optional.empty(),
            Optional.of(new SessionKey("session:a")),
            Optional.of(2L),
            Optional.of(FailoverMode.ASK),
            7);

    @Test
    void a_change_carries_the_whole_entry_in_the_names_of_the_protocol() {
        assertThat(onTheWire(SessionEvents.patched(SESSION))).isEqualTo(Json.parse("""
                        {"kind":"patched","sessionKey":"main","entry":{"id":"4b6f","key":"main","label":"Plans",
                         "model":null,"createdAt":1,"updatedAt":2,"messageCount":4,"lastSeenMessageCount":3,
                         "projectId":null,"parentSessionKey":"session:a","forkPoint":2,"preview":"Hello",
                         "archived":false,"agent_id":"helper","agentId":"helper","mode_id":null,"modeId":null,"failover":"ask",
                         "version":7}}"""));
    }

    @Test
    void a_removal_carries_only_the_key() {
        assertThat(onTheWire(SessionEvents.deleted(SessionKey.MAIN)))
                .isEqualTo(Json.parse("{\"kind\":\"deleted\",\"sessionKey\":\"main\"}"));
    }

    private static JsonNode onTheWire(ServerEvent event) {
        assertThat(event.name()).isEqualTo("session");
        return Json.parse(Json.write(((ServerEvent.Named) event).payload()));
    }
}
